import { CELL_PX, RIDGE_PERIOD } from '../constants.ts';
import { boxMean } from './box-mean.ts';
import { gaussianBlur } from './gaussian.ts';
import type { ExtractionWorkspace } from './workspace.ts';

/**
 * Ridge period of each cell. The central difference of a wave h = sin(wx) is sin(w) cos(wx), so the energies of h and
 * of its differences give w. This works for any shape of neighbourhood and across bifurcations, where peaks cannot be
 * counted. Reads `smooth` and `mask`, writes `period`.
 */
export function estimateRidgePeriod(workspace: ExtractionWorkspace): void {
  const { width, height, columns, rows, smooth, scratch, sums, mask, cells, cellScratch } = workspace;
  const [wave, work] = scratch;
  boxMean(smooth, width, height, RIDGE_PERIOD.backgroundRadius, wave, work, sums);
  const pixels = width * height;
  for (let at = 0; at < pixels; at++) wave[at] = smooth[at]! - wave[at]!;
  const [energy, slope, blurring] = cellScratch;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      energy[cell] = 0;
      slope[cell] = 0;
      if (mask[cell] === 1) poolCell(wave, width, height, row, column, cell, energy, slope);
    }
  }
  gaussianBlur(energy, columns, rows, RIDGE_PERIOD.smoothCells, energy, blurring);
  gaussianBlur(slope, columns, rows, RIDGE_PERIOD.smoothCells, slope, blurring);
  const { least, most, sineMost, unknown } = RIDGE_PERIOD;
  for (let cell = 0; cell < columns * rows; cell++) {
    const sine = energy[cell]! > 0 ? Math.min(sineMost, Math.sqrt(slope[cell]! / energy[cell]!)) : 0;
    const period = sine > 0 ? (2 * Math.PI) / Math.asin(sine) : unknown;
    cells.period[cell] = Math.min(most, Math.max(least, period));
  }
}

function poolCell(
  wave: Float32Array,
  width: number,
  height: number,
  row: number,
  column: number,
  cell: number,
  energy: Float32Array,
  slope: Float32Array,
): void {
  let squares = 0;
  let differences = 0;
  const bottom = Math.min(height - 1, (row + 1) * CELL_PX);
  const right = Math.min(width - 1, (column + 1) * CELL_PX);
  for (let y = Math.max(1, row * CELL_PX); y < bottom; y++) {
    for (let x = Math.max(1, column * CELL_PX); x < right; x++) {
      const at = y * width + x;
      const dx = wave[at + 1]! - wave[at - 1]!;
      const dy = wave[at + width]! - wave[at - width]!;
      squares += wave[at]! ** 2;
      differences += 0.25 * (dx * dx + dy * dy);
    }
  }
  energy[cell] = squares;
  slope[cell] = differences;
}
