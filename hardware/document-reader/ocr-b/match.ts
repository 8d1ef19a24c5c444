/** Compares cells of a straightened row with the classifier. */
import { CLASSES, type Classifier } from './classifier.ts';
import { CELL_HEIGHT, CELL_PIXELS, CELL_WIDTH, PITCH_PX } from './glyph-raster.ts';
import { STRIP_HEIGHT, type Strip } from './straighten.ts';

/** A cell with less than this share of the row's contrast is paper. */
const MIN_CONTRAST = 0.3;
const MIDDLE_Y = (STRIP_HEIGHT - CELL_HEIGHT) / 2;

export interface Matcher {
  /** The class whose mean picture correlates best with the cell, and the correlation, -1 to 1. Uses every other pixel. */
  likeness(column: number, dx: number, dy: number): { readonly of: number; readonly score: number };
  /** Writes the log-likelihood of each class, up to a constant, into `scores` where it is larger. */
  discriminate(column: number, dx: number, dy: number, scores: Float32Array): void;
  /** Correlation of the cell with the mean picture of one class, -1 to 1. */
  correlation(column: number, dx: number, dy: number, of: number): number;
  /** Correlation of the cell with a blurred picture of the class, minus that with a sharp one. */
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
    // Margins of the zone may be empty; cells with ink are in the upper part
    return deviations[Math.floor(deviations.length * 0.7)] ?? 0;
  }

  /** Fills `cell` and divides it by its length, or by `least` if that is larger. Returns the divisor. */
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
      take(column, dx, dy, MIN_CONTRAST * contrast);
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
      take(column, dx, dy, MIN_CONTRAST * contrast);
      for (let one = 0; one < CLASSES; one++) {
        let sum = biases[one]!;
        const from = one * CELL_PIXELS;
        for (let at = 0; at < CELL_PIXELS; at++) sum += cell[at]! * weights[from + at]!;
        if (sum > scores[one]!) scores[one] = sum;
      }
    },
    correlation(column, dx, dy, of) {
      take(column, dx, dy, MIN_CONTRAST * contrast);
      return product(means, of);
    },
    blurredness(column, dx, dy, of) {
      take(column, dx, dy, MIN_CONTRAST * contrast);
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

/** Every other pixel of each class's mean, scaled so that a product approximates a correlation. */
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
