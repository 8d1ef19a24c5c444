import { LAG_RANGE_MS, LAG_STEP_MS, SHADING_MISFIT } from './constants.ts';
import { type Detrend, detrendOver } from './detrend.ts';
import { FACE_REGIONS } from './face-regions.ts';
import type { LightMeasures, ShownLight } from './light-challenge-outcome.ts';
import { coefficientOf, type Estimate } from './coefficient.ts';
import { halvesOfLight } from './screen-shading.ts';
import { shownColour, withoutGrey } from './shown-signal.ts';

const REGIONS = FACE_REGIONS.length;

/** The stored values of one frame of a challenge. */
export interface LitFrame {
  readonly atMs: number;
  /** Float64 [16, 3]: logarithm of the light relative to the background, from `sampleLight`. */
  readonly light: Float64Array;
}

/**
 * Positions and normals of the regions: float64 [16, 3] each, inter-eye distances about the middle of the eyes, and
 * unit vectors.
 */
export interface FaceShape {
  readonly places: Float64Array;
  readonly normals: Float64Array;
}

/**
 * Measures how the shown light returned.
 *
 * A region under ambient light A that receives l and r from the halves of the screen has the value `log(A + c (l L + r
 * R))`, about `log A + (c / A) (l L + r R)`. Grey and slow changes are removed from both sides, and the remainder of
 * each region is regressed on the shown colours of both halves. The sum of the two slopes is the contrast; their
 * difference divided by the sum is the shading. On a plane the shading depends only on the position; on a head it
 * follows the normals.
 */
export function measureLight(
  frames: readonly LitFrame[],
  shape: FaceShape,
  shown: ShownLight,
  latencyMs: number,
): LightMeasures {
  const times = frames.map(({ atMs }) => atMs);
  const detrend = detrendOver(times);
  const signals = Array.from({ length: REGIONS }, (_, region) => {
    const signal = new Float64Array(3 * frames.length);
    for (const [frame, { light }] of frames.entries()) {
      signal.set(light.subarray(3 * region, 3 * region + 3), 3 * frame);
      withoutGrey(signal, 3 * frame);
    }
    detrend.apply(signal, 3);
    return signal;
  });
  const face = meanOf(signals);
  const { lagMs, share } = bestLag(face, times, shown, latencyMs, detrend);
  const left = templateOf('left', times, shown, latencyMs + lagMs, detrend);
  const right = templateOf('right', times, shown, latencyMs + lagMs, detrend);
  const slopes = signals.map((signal) => slopesOf(signal, left, right));
  const { shape: asHead, relief, contrast } = shading(slopes, shape);
  return {
    codeShare: share,
    lagMs,
    shape: asHead.value,
    shapeError: asHead.error,
    relief: relief.value,
    reliefError: relief.error,
    contrast,
    frames: frames.length,
  };
}

function meanOf(signals: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(signals[0]?.length ?? 0);
  for (const signal of signals)
    for (let at = 0; at < out.length; at++) out[at] = out[at]! + signal[at]! / signals.length;
  return out;
}

/** Float64 [frames, 3]: the colours of one half of the screen, delayed by `latencyMs` and filtered like the signals. */
function templateOf(
  half: 'left' | 'right',
  times: readonly number[],
  shown: ShownLight,
  latencyMs: number,
  detrend: Detrend,
): Float64Array {
  const out = new Float64Array(3 * times.length);
  for (const [frame, atMs] of times.entries()) out.set(shownColour(shown, half, atMs - latencyMs), 3 * frame);
  detrend.apply(out, 3);
  return out;
}

/**
 * The lag at which both halves together explain most of the face's change. For nearly equal lags their middle is used.
 */
function bestLag(
  face: Float64Array,
  times: readonly number[],
  shown: ShownLight,
  latencyMs: number,
  detrend: Detrend,
): { lagMs: number; share: number } {
  const tried: { lagMs: number; share: number }[] = [];
  for (let lagMs = -LAG_RANGE_MS; lagMs <= LAG_RANGE_MS; lagMs += LAG_STEP_MS) {
    const left = templateOf('left', times, shown, latencyMs + lagMs, detrend);
    const right = templateOf('right', times, shown, latencyMs + lagMs, detrend);
    tried.push({ lagMs, share: signedShare(face, meanOf([left, right])) });
  }
  const share = Math.max(...tried.map((one) => one.share));
  const near = tried.filter((one) => one.share >= share - 0.004 - 0.02 * Math.max(0, 1 - share));
  const weight = (one: { share: number }): number => 1e-3 + one.share - share + 0.004 + 0.02 * Math.max(0, 1 - share);
  const total = near.reduce((sum, one) => sum + weight(one), 0);
  return { lagMs: near.reduce((sum, one) => sum + one.lagMs * weight(one), 0) / total, share };
}

/** Share of the variance of `y` that `x` explains, with the sign of its slope. */
function signedShare(y: Float64Array, x: Float64Array): number {
  let [xx, xy, yy] = [0, 0, 0];
  for (let at = 0; at < y.length; at++) {
    xx += x[at]! * x[at]!;
    xy += x[at]! * y[at]!;
    yy += y[at]! * y[at]!;
  }
  return xx > 0 && yy > 0 ? (Math.sign(xy) * xy * xy) / (xx * yy) : 0;
}

/** The response of a region to each half of the screen. */
interface Slopes {
  readonly left: number;
  readonly right: number;
  /** Variance of their difference, from the part of the region's change that neither half explains. */
  readonly variance: number;
}

function slopesOf(y: Float64Array, left: Float64Array, right: Float64Array): Slopes {
  let [ll, lr, rr, ly, ry] = [0, 0, 0, 0, 0];
  for (let at = 0; at < y.length; at++) {
    ll += left[at]! * left[at]!;
    lr += left[at]! * right[at]!;
    rr += right[at]! * right[at]!;
    ly += left[at]! * y[at]!;
    ry += right[at]! * y[at]!;
  }
  const determinant = ll * rr - lr * lr;
  if (!(determinant > 1e-9 * ll * rr)) return { left: 0, right: 0, variance: Infinity };
  const onLeft = (ly * rr - ry * lr) / determinant;
  const onRight = (ry * ll - ly * lr) / determinant;
  let unexplained = 0;
  for (let at = 0; at < y.length; at++) unexplained += (y[at]! - onLeft * left[at]! - onRight * right[at]!) ** 2;
  // Without grey, three channels have two degrees of freedom; trend and slopes use six of them.
  const noise = unexplained / Math.max(1, (2 * y.length) / 3 - 6);
  return { left: onLeft, right: onRight, variance: (noise * (ll + rr + 2 * lr)) / determinant };
}

/** Similarity of a shading to that of a head, with standard errors. */
interface Shading {
  readonly shape: Estimate;
  readonly relief: Estimate;
  readonly contrast: number;
}

/**
 * Projects the measured difference of the halves on that of a head, after subtracting that of a plane in the same
 * position. The shape ignores an offset, which a tilt causes. The relief also ignores the linear part from side to
 * side, which is all that a picture wrapped around a cylinder shows. Regions whose change is mostly noise (hair,
 * shade) count less.
 */
function shading(slopes: readonly Slopes[], { places, normals }: FaceShape): Shading {
  const contrast = slopes.reduce((sum, { left, right }) => sum + left + right, 0) / slopes.length;
  const misfit = (SHADING_MISFIT * contrast) ** 2;
  const rows = slopes.map(({ left, right, variance }, region) => {
    const [x, y, z] = [places[3 * region]!, places[3 * region + 1]!, places[3 * region + 2]!];
    const normal = [normals[3 * region]!, normals[3 * region + 1]!, normals[3 * region + 2]!] as const;
    const onHead = differenceOf(halvesOfLight(x, y, z, normal));
    const onPlane = differenceOf(halvesOfLight(x, y, 0, [0, 0, -1]));
    const weight = Math.max(0, left + right);
    const trust = variance + misfit > 0 ? 1 / Math.sqrt(variance + misfit) : 0;
    return {
      y: trust * (left - right - weight * onPlane),
      head: trust * weight * (onHead - onPlane),
      offset: trust * weight,
      across: trust * weight * x,
    };
  });
  const measured = rows.map(({ y }) => y);
  return {
    shape: coefficientOf(
      measured,
      rows.map(({ head, offset }) => [head, offset]),
    ),
    relief: coefficientOf(
      measured,
      rows.map(({ head, offset, across }) => [head, offset, across]),
    ),
    contrast,
  };
}

function differenceOf({ left, right }: { left: number; right: number }): number {
  return left + right > 0 ? (left - right) / (left + right) : 0;
}
