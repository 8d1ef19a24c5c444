/** Rough measures of a fingerprint, independent of how it was made. */
import type { Image } from '../../../../hardware/device/image.ts';

export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Grey values as a plane of half the size, ridges positive. */
export function halfSize({ width, height, data }: Image): Plane {
  const [w, h] = [Math.floor(width / 2), Math.floor(height / 2)];
  const values = new Float32Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const at = 2 * y * width + 2 * x;
      values[y * w + x] = 255 - (data[at]! + data[at + 1]! + data[at + width]! + data[at + width + 1]!) / 4;
    }
  }
  return { width: w, height: h, values };
}

/**
 * Median ridge period, px. A wave of period T with its normal at an angle a crosses zero 2 cos a / T times a pixel along x and
 * 2 sin a / T times along y.
 */
export function ridgePeriod({ width, height, values }: Plane, margin: number): number {
  const BLOCK = 40;
  const periods: number[] = [];
  const positive = (x: number, y: number) => values[y * width + x]! > 0;
  for (let top = margin; top + BLOCK < height - margin; top += BLOCK) {
    for (let left = margin; left + BLOCK < width - margin; left += BLOCK) {
      let [across, down] = [0, 0];
      for (let y = top; y < top + BLOCK; y++) {
        for (let x = left; x < left + BLOCK; x++) {
          if (positive(x, y) !== positive(x + 1, y)) across++;
          if (positive(x, y) !== positive(x, y + 1)) down++;
        }
      }
      periods.push((2 * BLOCK * BLOCK) / Math.hypot(across, down));
    }
  }
  periods.sort((a, b) => a - b);
  return periods[Math.floor(periods.length / 2)]!;
}

/** Ridge ends and forks by crossing number on a skeleton (Zhang and Suen 1984), those near the margin left out. */
export function countMinutiae({ width, height, values }: Plane, margin: number): number {
  const ridge = Uint8Array.from(values, (value) => (value > 0 ? 1 : 0));
  const around = [-width, -width + 1, 1, width + 1, width, width - 1, -1, -width - 1];
  const neighbours = (at: number) => around.map((step) => ridge[at + step]!);
  const turns = (p: readonly number[]) =>
    p.reduce((n, value, i) => n + (value === 0 && p[(i + 1) % 8] === 1 ? 1 : 0), 0);
  for (let changed = true; changed; ) {
    changed = false;
    for (const phase of [0, 1]) {
      const gone: number[] = [];
      for (let y = 1; y < height - 1; y++) {
        for (let x = 1; x < width - 1; x++) {
          const at = y * width + x;
          if (ridge[at] === 0) continue;
          const p = neighbours(at);
          const count = p.reduce((sum, value) => sum + value, 0);
          const [n, e, s, w] = [p[0]!, p[2]!, p[4]!, p[6]!];
          const edge = phase === 0 ? n * e * s === 0 && e * s * w === 0 : n * e * w === 0 && n * s * w === 0;
          if (count >= 2 && count <= 6 && turns(p) === 1 && edge) gone.push(at);
        }
      }
      for (const at of gone) ridge[at] = 0;
      changed ||= gone.length > 0;
    }
  }
  let minutiae = 0;
  for (let y = margin; y < height - margin; y++) {
    for (let x = margin; x < width - margin; x++) {
      const at = y * width + x;
      if (ridge[at] === 0) continue;
      const crossings = turns(neighbours(at));
      if (crossings === 1 || crossings === 3) minutiae++;
    }
  }
  return minutiae;
}

/** All of half-size pixels. */
const PATCH = 32;
const REACH = 26;
const TURN_DEGREES = 27;
const TURN_STEP_DEGREES = 3;
/** The skin stretches: patches beside the middle may have moved that much more. */
const STRETCH = 3;
const BESIDE = 28;

interface Alignment {
  readonly turned: Plane;
  readonly dx: number;
  readonly dy: number;
  readonly score: number;
}

/**
 * Similarity of two aligned impressions, -1..1: rotates and shifts the second to the best match with the middle of the
 * first, then compares the patches next to the middle, each at its best position nearby. Half-size planes.
 */
export function alikeness(first: Plane, second: Plane): number {
  const tries: Alignment[] = [];
  const middle = templateAt(first, 0, 0);
  for (let degrees = -TURN_DEGREES; degrees <= TURN_DEGREES; degrees += TURN_STEP_DEGREES) {
    tries.push(fitting(middle, turn(second, (degrees * Math.PI) / 180), 0, 0, REACH));
  }
  tries.sort((a, b) => b.score - a.score);
  const totals = tries.slice(0, 4).map(({ turned, dx, dy, score }) => {
    let total = score;
    for (const x of [-BESIDE, BESIDE]) {
      for (const y of [-BESIDE, BESIDE]) {
        total += fitting(templateAt(first, x, y), turned, dx + x, dy + y, STRETCH).score;
      }
    }
    return total / 5;
  });
  return Math.max(...totals);
}

/** A patch around the middle of a plane, shifted, with mean 0 and length 1. */
function templateAt({ width, height, values }: Plane, dx: number, dy: number): Float32Array {
  const patch = new Float32Array(PATCH * PATCH);
  const from = (Math.floor(height / 2) + dy - PATCH / 2) * width + Math.floor(width / 2) + dx - PATCH / 2;
  let mean = 0;
  for (let at = 0; at < patch.length; at++) {
    patch[at] = values[from + Math.floor(at / PATCH) * width + (at % PATCH)]!;
    mean += patch[at]! / patch.length;
  }
  let size = 0;
  for (let at = 0; at < patch.length; at++) {
    patch[at] = patch[at]! - mean;
    size += patch[at]! ** 2;
  }
  const length = Math.sqrt(size) || 1;
  return patch.map((value) => value / length);
}

function fitting(template: Float32Array, turned: Plane, x: number, y: number, reach: number): Alignment {
  const { width, height, values } = turned;
  const count = template.length;
  let best: Alignment = { turned, dx: x, dy: y, score: -1 };
  for (let dy = y - reach; dy <= y + reach; dy++) {
    for (let dx = x - reach; dx <= x + reach; dx++) {
      const left = Math.floor(width / 2) + dx - PATCH / 2;
      const top = Math.floor(height / 2) + dy - PATCH / 2;
      if (left < 0 || top < 0 || left + PATCH > width || top + PATCH > height) continue;
      let [dot, sum, squares] = [0, 0, 0];
      for (let row = 0, at = 0; row < PATCH; row++) {
        const from = (top + row) * width + left;
        for (let column = 0; column < PATCH; column++, at++) {
          const value = values[from + column]!;
          dot += template[at]! * value;
          sum += value;
          squares += value * value;
        }
      }
      const score = dot / Math.sqrt(Math.max(1, squares - (sum * sum) / count));
      if (score > best.score) best = { turned, dx, dy, score };
    }
  }
  return best;
}

function turn({ width, height, values }: Plane, angle: number): Plane {
  const turned = new Float32Array(width * height);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x - width / 2, y - height / 2];
      const from = { x: width / 2 + cos * u - sin * v, y: height / 2 + sin * u + cos * v };
      const [left, top] = [Math.floor(from.x), Math.floor(from.y)];
      if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) continue;
      const [across, down] = [from.x - left, from.y - top];
      const at = top * width + left;
      const upper = values[at]! * (1 - across) + values[at + 1]! * across;
      const lower = values[at + width]! * (1 - across) + values[at + width + 1]! * across;
      turned[y * width + x] = upper * (1 - down) + lower * down;
    }
  }
  return { width, height, values: turned };
}
