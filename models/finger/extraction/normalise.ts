import { CELL_PX, NORMALISATION } from '../constants.ts';
import { boxMean } from './box-mean.ts';
import type { ExtractionWorkspace } from './workspace.ts';

/**
 * Removes the effect of pressure and moisture on grey levels: (image - local mean) / (local sd + noise floor),
 * clipped. Writes `normalised` and, per cell, the local sd as `spread`.
 */
export function normalise(workspace: ExtractionWorkspace): void {
  const { width, height, image, normalised, scratch, sums } = workspace;
  const [mean, work] = scratch;
  const { radius, noiseFloor, clip } = NORMALISATION;
  const pixels = width * height;
  boxMean(image, width, height, radius, mean, work, sums);
  for (let at = 0; at < pixels; at++) normalised[at] = (image[at]! - mean[at]!) ** 2;
  const variance = mean;
  for (let at = 0; at < pixels; at++) workspace.smooth[at] = image[at]! - mean[at]!;
  boxMean(normalised, width, height, radius, variance, work, sums);
  for (let at = 0; at < pixels; at++) {
    // Running sums may give a variance slightly below zero.
    const spread = Math.sqrt(Math.max(0, variance[at]!));
    variance[at] = spread;
    normalised[at] = Math.max(-clip, Math.min(clip, workspace.smooth[at]! / (spread + noiseFloor)));
  }
  spreadOfCells(workspace, variance);
}

function spreadOfCells({ width, columns, rows, cells }: ExtractionWorkspace, spread: Float32Array): void {
  const half = CELL_PX / 2;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      cells.spread[row * columns + column] = spread[(row * CELL_PX + half) * width + column * CELL_PX + half]!;
    }
  }
}
