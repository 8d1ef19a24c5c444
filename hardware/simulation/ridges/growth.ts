/**
 * Ridges grown from sparse seeds: each pass filters the picture with the Gabor wavelet of the ridge direction and period at
 * each pixel and clips the result (Cappelli's SFinGe). Where separate growths meet, ridges end and fork.
 *
 * The passes that form the pattern run at half the resolution, at a sixteenth of the cost; two passes at full resolution
 * draw it.
 */
import { type Grid, newGrid, sampleGrid } from './grid.ts';

/** Share of seed pixels, at half resolution. */
const SEED_DENSITY = 0.004;
const COARSE_PASSES = 24;
const FINE_PASSES = 2;
/** Contrast gained in a pass before clipping. */
const GAIN = 3;

const DIRECTIONS = 36;
/** Spacing of the periods in a filter bank, px of its grid. */
const PERIOD_STEP_PX = 0.25;
/** Widths of the wavelet's envelope, periods: across the ridge and along it. */
const SIGMA_ACROSS = 0.42;
const SIGMA_ALONG = 0.5;
/** Cut-off of the wavelet, standard deviations. */
const REACH = 1.9;

interface Wavelet {
  readonly radius: number;
  /** Square, row-major, side 2 x radius + 1. */
  readonly weights: Float32Array;
}

interface Bank {
  /** Radius of the largest wavelet. */
  readonly radius: number;
  readonly shortestPx: number;
  readonly periods: number;
  /** By period, then by direction. */
  readonly wavelets: readonly Wavelet[];
}

/**
 * @param direction radians, at full resolution
 * @param periodPx ridge period, px at full resolution
 * @returns ridges 1, valleys -1, at full resolution
 */
export function growRidges(direction: Grid, periodPx: Grid, random: () => number): Grid {
  const { width, height } = direction;
  const halfWidth = Math.ceil(width / 2);
  const halfHeight = Math.ceil(height / 2);
  const start = newGrid(halfWidth, halfHeight);
  for (let at = 0; at < start.values.length; at++) {
    if (random() < SEED_DENSITY) start.values[at] = random() < 0.5 ? -1 : 1;
  }
  const coarse = grow(start, halved(direction, 1), halved(periodPx, 0.5), COARSE_PASSES);
  const enlarged = newGrid(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      enlarged.values[y * width + x] = sampleGrid(coarse, x / 2 - 0.25, y / 2 - 0.25);
    }
  }
  return grow(enlarged, direction, periodPx, FINE_PASSES);
}

function grow(start: Grid, direction: Grid, periodPx: Grid, passes: number): Grid {
  const { width, height } = start;
  const bank = makeBank(periodPx);
  const { radius } = bank;
  const paddedWidth = width + 2 * radius;
  const chosen = chooseWavelets(bank, direction, periodPx);
  const padded = new Float32Array(paddedWidth * (height + 2 * radius));
  let values = start.values;
  for (let pass = 0; pass < passes; pass++) {
    for (let y = 0; y < height; y++) {
      padded.set(values.subarray(y * width, (y + 1) * width), (y + radius) * paddedWidth + radius);
    }
    const next = new Float32Array(width * height);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const wavelet = bank.wavelets[chosen[y * width + x] as number] as Wavelet;
        const sum = response(wavelet, padded, (y + radius) * paddedWidth + x + radius, paddedWidth);
        next[y * width + x] = Math.min(1, Math.max(-1, GAIN * sum));
      }
    }
    values = next;
  }
  return { width, height, values };
}

function response({ radius, weights }: Wavelet, picture: Float32Array, centre: number, stride: number): number {
  const size = 2 * radius + 1;
  let sum = 0;
  let from = centre - radius * stride - radius;
  for (let row = 0, at = 0; row < size; row++, from += stride) {
    for (let column = 0; column < size; column++, at++) {
      sum += (weights[at] as number) * (picture[from + column] as number);
    }
  }
  return sum;
}

function chooseWavelets({ periods, shortestPx }: Bank, direction: Grid, periodPx: Grid): Int32Array {
  return Int32Array.from(direction.values, (angle, at) => {
    const turned = Math.round((angle / Math.PI) * DIRECTIONS) % DIRECTIONS;
    const step = Math.round(((periodPx.values[at] as number) - shortestPx) / PERIOD_STEP_PX);
    const period = Math.min(periods - 1, Math.max(0, step));
    return period * DIRECTIONS + (turned < 0 ? turned + DIRECTIONS : turned);
  });
}

function makeBank(periodPx: Grid): Bank {
  const shortestPx = periodPx.values.reduce((least, period) => Math.min(least, period), Number.POSITIVE_INFINITY);
  const longestPx = periodPx.values.reduce((most, period) => Math.max(most, period), 0);
  const periods = Math.max(1, Math.round((longestPx - shortestPx) / PERIOD_STEP_PX) + 1);
  const wavelets = Array.from({ length: periods * DIRECTIONS }, (_, index) =>
    wavelet(
      ((index % DIRECTIONS) * Math.PI) / DIRECTIONS,
      shortestPx + Math.floor(index / DIRECTIONS) * PERIOD_STEP_PX,
    ),
  );
  const radius = wavelets.reduce((most, { radius }) => Math.max(most, radius), 0);
  return { radius, shortestPx, periods, wavelets };
}

/** An even Gabor wavelet with mean 0, scaled to preserve ridges of its period and direction. */
function wavelet(angle: number, periodPx: number): Wavelet {
  const radius = Math.ceil(REACH * SIGMA_ALONG * periodPx);
  const weights = new Float32Array((2 * radius + 1) ** 2);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const envelope = new Float32Array(weights.length);
  let mean = 0;
  let mass = 0;
  for (let y = -radius, at = 0; y <= radius; y++) {
    for (let x = -radius; x <= radius; x++, at++) {
      const along = x * cos + y * sin;
      const across = y * cos - x * sin;
      const weight = Math.exp(
        -((along / (SIGMA_ALONG * periodPx)) ** 2 + (across / (SIGMA_ACROSS * periodPx)) ** 2) / 2,
      );
      envelope[at] = weight;
      weights[at] = weight * Math.cos((2 * Math.PI * across) / periodPx);
      mean += weights[at] as number;
      mass += weight;
    }
  }
  let size = 0;
  for (let at = 0; at < weights.length; at++) {
    weights[at] = (weights[at] as number) - ((envelope[at] as number) * mean) / mass;
    size += Math.abs(weights[at] as number);
  }
  for (let at = 0; at < weights.length; at++) weights[at] = (2 * (weights[at] as number)) / size;
  return { radius, weights };
}

/** Every second sample, times `factor`. Subsamples because directions cannot be averaged. */
function halved({ width, height, values }: Grid, factor: number): Grid {
  const half = newGrid(Math.ceil(width / 2), Math.ceil(height / 2));
  for (let y = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      half.values[y * half.width + x] = factor * (values[2 * y * width + 2 * x] as number);
    }
  }
  return half;
}
