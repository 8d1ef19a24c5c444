import { CELL_PX, MASK } from '../constants.ts';
import { boxMean } from './box-mean.ts';
import { gaussianBlur } from './gaussian.ts';
import { keepLargest } from './regions.ts';
import type { ExtractionWorkspace } from './workspace.ts';

/** Finds the print: writes `mask`, one component without holes, and returns the number of its cells. */
export function findPrint(workspace: ExtractionWorkspace): number {
  const { columns, rows, cells, cellScratch, mask, maskScratch } = workspace;
  const count = columns * rows;
  const [coherence, sorted, , , , , , work] = cellScratch;
  sorted.set(cells.spread.subarray(0, count));
  sorted.subarray(0, count).sort();
  const least = Math.max(MASK.sdLeast, MASK.sdShare * sorted[Math.floor(0.9 * (count - 1))]!);
  gaussianBlur(cells.coherence, columns, rows, MASK.coherenceCells, coherence, work);
  for (let at = 0; at < count; at++) {
    // A dry print consists of dots, whose gradients agree only over a wide neighbourhood.
    const ridged = coherence[at]! >= MASK.coherenceLeast || cells.coarseCoherence[at]! >= MASK.coarseCoherenceLeast;
    mask[at] = cells.spread[at]! > least && ridged ? 1 : 0;
  }
  const [filtered, opened] = maskScratch;
  markWhite(workspace, filtered);
  fraction(workspace, filtered, 1, 0.99, filtered);
  fraction(workspace, filtered, MASK.whiteGrowCells, 0, filtered);
  for (let at = 0; at < count; at++) if (filtered[at] === 1) mask[at] = 0;
  fraction(workspace, mask, MASK.majorityCells, 0.5, mask);
  fraction(workspace, mask, MASK.majorityCells, 0.5, mask);
  fraction(workspace, mask, MASK.openingCells, 0.995, opened);
  fraction(workspace, opened, MASK.openingCells + 1, 0, opened);
  for (let at = 0; at < count; at++) mask[at] = mask[at]! & opened[at]!;
  return keepLargest(mask, columns, rows, workspace.lists, opened);
}

/** Marks cells of uniform brightness: the untouched platen. */
function markWhite({ width, columns, rows, image }: ExtractionWorkspace, white: Uint8Array): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let least = Number.POSITIVE_INFINITY;
      let most = Number.NEGATIVE_INFINITY;
      for (let y = row * CELL_PX; y < (row + 1) * CELL_PX; y++) {
        for (let x = column * CELL_PX; x < (column + 1) * CELL_PX; x++) {
          const value = image[y * width + x]!;
          if (value < least) least = value;
          if (value > most) most = value;
        }
      }
      white[row * columns + column] = most - least <= 1 && least > MASK.whiteLevel ? 1 : 0;
    }
  }
}

/**
 * 1 where more than `share` of the square around a cell is 1: erosion, majority or dilation, depending on the share.
 */
export function fraction(
  { columns, rows, cellScratch, sums }: ExtractionWorkspace,
  source: Uint8Array,
  radius: number,
  share: number,
  target: Uint8Array,
): void {
  const [, , , , , values, mean, work] = cellScratch;
  const count = columns * rows;
  for (let at = 0; at < count; at++) values[at] = source[at]!;
  boxMean(values, columns, rows, radius, mean, work, sums);
  const above = share + 1e-4;
  for (let at = 0; at < count; at++) target[at] = mean[at]! > above ? 1 : 0;
}
