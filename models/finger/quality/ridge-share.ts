import { CELL_PX, QUALITY } from '../constants.ts';
import type { ExtractionWorkspace } from '../extraction/workspace.ts';
import { measured, type QualityMeasure } from './quality-measure.ts';

/**
 * Native: share of the print that is darker than halfway between its lightest and darkest twentieth. The ideal value
 * is one half: wet skin or high pressure fills the valleys; dry skin or low pressure breaks the ridges.
 */
export function ridgeShare({ width, columns, rows, image, mask }: ExtractionWorkspace): QualityMeasure {
  const histogram = new Uint32Array(256);
  let pixels = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (mask[row * columns + column] === 0) continue;
      for (let y = row * CELL_PX; y < (row + 1) * CELL_PX; y++) {
        for (let x = column * CELL_PX; x < (column + 1) * CELL_PX; x++) {
          const level = Math.round(image[y * width + x]!);
          histogram[level] = histogram[level]! + 1;
          pixels++;
        }
      }
    }
  }
  const middle = (levelBelow(histogram, 0.05 * pixels) + levelBelow(histogram, 0.95 * pixels)) / 2;
  let dark = 0;
  for (let level = 0; level < middle; level++) dark += histogram[level]!;
  histogram.fill(0);
  const share = pixels > 0 ? dark / pixels : 0;
  const { worst, best } = QUALITY.ridgeShareOff;
  return { native: share, component: measured(Math.abs(share - 0.5), worst, best).component };
}

function levelBelow(histogram: Uint32Array, pixels: number): number {
  let sum = 0;
  for (let level = 0; level < 256; level++) {
    sum += histogram[level]!;
    if (sum >= pixels) return level;
  }
  return 255;
}
