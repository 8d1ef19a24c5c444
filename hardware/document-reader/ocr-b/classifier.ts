/** Classifier of the 37 characters, trained on the strokes of `glyph-strokes.ts` drawn with variations. */
import { CELL_PIXELS, type GlyphLook, PLAIN_LOOK, rasterOf } from './glyph-raster.ts';
import { ALPHABET } from './glyph-strokes.ts';

export interface Classifier {
  /** One mean picture per class, with mean 0 and length 1; `CELL_PIXELS` numbers each. */
  readonly means: Float32Array;
  /** Linear discriminants: `CELL_PIXELS` numbers per class. */
  readonly weights: Float32Array;
  readonly biases: Float32Array;
  /** One sharp and one blurred picture per class, each with mean 0 and length 1. */
  readonly sharp: Float32Array;
  readonly blurred: Float32Array;
}

export const CLASSES = ALPHABET.length;
/** Pictures per class for the scatter matrix. */
const LOOKS = 40;
/** Added to the diagonal of the scatter: picture noise and variations that the looks do not cover. A cell has length 1. */
const NOISE = 4e-4;
/** Blur of a picture in focus and of one out of it, px of a straightened zone. */
const SHARP_PX = 0.8;
const BLURRED_PX = 3;
/** The positive root of x^8 = x + 1: its powers spread points evenly over seven dimensions (Roberts 2018, "R sequences"). */
const SPREAD = 1.0969815577985598;

/** Variations of print and picture, spread evenly over their ranges and always the same. */
function look(number: number): GlyphLook {
  const between = (dimension: number, low: number, high: number): number =>
    low + (high - low) * ((0.5 + number / SPREAD ** dimension) % 1);
  return {
    stroke: between(1, 0.72, 1.35),
    blurPx: between(2, 0.6, 2.2),
    shiftX: between(3, -0.7, 0.7),
    shiftY: between(4, -0.7, 0.7),
    scaleX: between(5, 0.95, 1.05),
    scaleY: between(6, 0.95, 1.05),
    shear: between(7, -0.06, 0.06),
  };
}

let made: Classifier | undefined;

/** Takes about a second the first time. */
export function classifier(): Classifier {
  made ??= learn();
  return made;
}

function learn(): Classifier {
  const means = new Float32Array(CLASSES * CELL_PIXELS);
  const scatter = new Float64Array(CELL_PIXELS * CELL_PIXELS);
  for (let of = 0; of < CLASSES; of++) {
    const cells = Array.from({ length: LOOKS }, (_, at) => normalised(rasterOf(ALPHABET[of]!, look(of * LOOKS + at))));
    const mean = means.subarray(of * CELL_PIXELS, (of + 1) * CELL_PIXELS);
    for (const cell of cells) for (let at = 0; at < CELL_PIXELS; at++) mean[at]! += cell[at]! / LOOKS;
    for (const cell of cells) addScatter(scatter, cell, mean);
  }
  for (let at = 0; at < CELL_PIXELS; at++) scatter[at * CELL_PIXELS + at]! += NOISE * CLASSES * LOOKS;
  for (let at = 0; at < scatter.length; at++) scatter[at]! /= CLASSES * LOOKS;
  const lower = cholesky(scatter, CELL_PIXELS);
  const weights = new Float32Array(CLASSES * CELL_PIXELS);
  const biases = new Float32Array(CLASSES);
  for (let of = 0; of < CLASSES; of++) {
    const mean = means.subarray(of * CELL_PIXELS, (of + 1) * CELL_PIXELS);
    const weight = solveWith(lower, mean);
    weights.set(weight, of * CELL_PIXELS);
    biases[of] = -0.5 * mean.reduce((sum, value, at) => sum + value * weight[at]!, 0);
  }
  for (let of = 0; of < CLASSES; of++) {
    const mean = means.subarray(of * CELL_PIXELS, (of + 1) * CELL_PIXELS);
    mean.set(normalised(mean));
  }
  return { means, weights, biases, sharp: drawn(SHARP_PX), blurred: drawn(BLURRED_PX) };
}

function drawn(blurPx: number): Float32Array {
  const cells = new Float32Array(CLASSES * CELL_PIXELS);
  for (let of = 0; of < CLASSES; of++) {
    cells.set(normalised(rasterOf(ALPHABET[of]!, { ...PLAIN_LOOK, blurPx })), of * CELL_PIXELS);
  }
  return cells;
}

/** Normalises to mean 0 and length 1, in place. */
function normalised(cell: Float32Array): Float32Array {
  const mean = cell.reduce((sum, value) => sum + value, 0) / cell.length;
  let square = 0;
  for (let at = 0; at < cell.length; at++) {
    cell[at]! -= mean;
    square += cell[at]! ** 2;
  }
  const scale = 1 / Math.sqrt(square);
  for (let at = 0; at < cell.length; at++) cell[at]! *= scale;
  return cell;
}

function addScatter(scatter: Float64Array, cell: Float32Array, mean: Float32Array): void {
  const off = new Float64Array(CELL_PIXELS);
  for (let at = 0; at < CELL_PIXELS; at++) off[at] = cell[at]! - mean[at]!;
  for (let row = 0; row < CELL_PIXELS; row++) {
    const value = off[row]!;
    const from = row * CELL_PIXELS;
    for (let column = 0; column <= row; column++) scatter[from + column]! += value * off[column]!;
  }
}

/** The lower triangle of a positive definite matrix whose lower half is given; in place. */
function cholesky(matrix: Float64Array, n: number): Float64Array {
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * n + column]!;
      const [a, b] = [row * n, column * n];
      for (let at = 0; at < column; at++) sum -= matrix[a + at]! * matrix[b + at]!;
      matrix[row * n + column] = row === column ? Math.sqrt(sum) : sum / matrix[column * n + column]!;
    }
  }
  return matrix;
}

function solveWith(lower: Float64Array, right: Float32Array): Float64Array {
  const n = right.length;
  const x = Float64Array.from(right);
  for (let row = 0; row < n; row++) {
    for (let at = 0; at < row; at++) x[row]! -= lower[row * n + at]! * x[at]!;
    x[row]! /= lower[row * n + row]!;
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let at = row + 1; at < n; at++) x[row]! -= lower[at * n + row]! * x[at]!;
    x[row]! /= lower[row * n + row]!;
  }
  return x;
}
