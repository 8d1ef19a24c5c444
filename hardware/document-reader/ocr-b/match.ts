/** Compares cells of a straightened row with the classifier. */
import { CLASSES, type Classifier } from './classifier.ts';
import { CELL_HEIGHT, CELL_PIXELS, CELL_WIDTH, PITCH_PX } from './glyph-raster.ts';
import { STRIP_HEIGHT, type Strip } from './straighten.ts';

/** Cells with less contrast than this share of the row's are paper. */
const LEAST_CONTRAST = 0.3;
const MIDDLE_Y = (STRIP_HEIGHT - CELL_HEIGHT) / 2;

export interface Matcher {
  /** The class whose mean picture is most like the cell, and the correlation, -1 to 1. Every other pixel is looked at. */
  likeness(column: number, dx: number, dy: number): { readonly of: number; readonly score: number };
  /** How near the cell is to each class: logarithms of likelihoods but for a constant, put into `scores` where larger. */
  discriminate(column: number, dx: number, dy: number, scores: Float32Array): void;
  /** Correlation of the cell with the mean picture of one class, -1 to 1. */
  correlation(column: number, dx: number, dy: number, of: number): number;
  /** By how much more the cell is like a blurred picture of the class than like a sharp one: a difference of correlations. */
  blurredness(column: number, dx: number, dy: number, of: number): number;
}

export function matcher(strip: Strip, { means, weights, biases, sharp, blurred }: Classifier): Matcher {
  const cell = new Float32Array(CELL_PIXELS);
  const coarse = coarseMeans(means);
  const coarseCell = new Float32Array(COARSE_PIXELS);
  const contrast = usualContrast();

  function usualContrast(): number {
    const deviations = Array.from({ length: strip.columns }, (_, column) => take(column, 0, 0, 0));
    deviations.sort((a, b) => a - b);
    // Room on both sides of the zone may be empty: what has ink is in the upper part
    return deviations[Math.floor(deviations.length * 0.7)] ?? 0;
  }

  /** Fills `cell` and returns its length; no shorter than `least`, by which it is then divided. */
  function take(column: number, dx: number, dy: number, least: number): number {
    const left = Math.min(Math.max(0, column * PITCH_PX + (PITCH_PX - CELL_WIDTH) / 2 + dx), strip.width - CELL_WIDTH);
    const top = Math.min(Math.max(0, MIDDLE_Y + dy), STRIP_HEIGHT - CELL_HEIGHT);
    let sum = 0;
    for (let y = 0, at = 0; y < CELL_HEIGHT; y++) {
      let from = (top + y) * strip.width + left;
      for (let x = 0; x < CELL_WIDTH; x++) {
        const value = strip.ink[from++]!;
        cell[at++] = value;
        sum += value;
      }
    }
    const mean = sum / CELL_PIXELS;
    let square = 0;
    for (let at = 0; at < CELL_PIXELS; at++) {
      const value = cell[at]! - mean;
      cell[at] = value;
      square += value * value;
    }
    const length = Math.sqrt(square);
    const scale = 1 / Math.max(length, least, 1e-6);
    for (let at = 0; at < CELL_PIXELS; at++) cell[at]! *= scale;
    return length;
  }

  return {
    likeness(column, dx, dy) {
      take(column, dx, dy, LEAST_CONTRAST * contrast);
      for (let y = 0, at = 0; y < CELL_HEIGHT; y += 2) {
        for (let x = 0; x < CELL_WIDTH; x += 2) coarseCell[at++] = cell[y * CELL_WIDTH + x]!;
      }
      let [of, score] = [0, -1];
      for (let one = 0; one < CLASSES; one++) {
        let sum = 0;
        const from = one * COARSE_PIXELS;
        for (let at = 0; at < COARSE_PIXELS; at++) sum += coarseCell[at]! * coarse[from + at]!;
        if (sum > score) [of, score] = [one, sum];
      }
      return { of, score };
    },
    discriminate(column, dx, dy, scores) {
      take(column, dx, dy, LEAST_CONTRAST * contrast);
      for (let one = 0; one < CLASSES; one++) {
        let sum = biases[one]!;
        const from = one * CELL_PIXELS;
        for (let at = 0; at < CELL_PIXELS; at++) sum += cell[at]! * weights[from + at]!;
        if (sum > scores[one]!) scores[one] = sum;
      }
    },
    correlation(column, dx, dy, of) {
      take(column, dx, dy, LEAST_CONTRAST * contrast);
      return product(means, of);
    },
    blurredness(column, dx, dy, of) {
      take(column, dx, dy, LEAST_CONTRAST * contrast);
      return product(blurred, of) - product(sharp, of);
    },
  };

  function product(pictures: Float32Array, of: number): number {
    let sum = 0;
    const from = of * CELL_PIXELS;
    for (let at = 0; at < CELL_PIXELS; at++) sum += cell[at]! * pictures[from + at]!;
    return sum;
  }
}

const COARSE_PIXELS = (CELL_WIDTH / 2) * (CELL_HEIGHT / 2);

/** Every other pixel of each class's mean, scaled so that a product is about a correlation. */
function coarseMeans(means: Float32Array): Float32Array {
  const coarse = new Float32Array(CLASSES * COARSE_PIXELS);
  let to = 0;
  for (let of = 0; of < CLASSES; of++) {
    for (let y = 0; y < CELL_HEIGHT; y += 2) {
      for (let x = 0; x < CELL_WIDTH; x += 2) coarse[to++] = 4 * means[of * CELL_PIXELS + y * CELL_WIDTH + x]!;
    }
  }
  return coarse;
}
