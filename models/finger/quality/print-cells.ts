import type { ExtractionWorkspace } from '../extraction/workspace.ts';

/** Mean of a plane of cells over the print; 0 without a print. */
export function meanOverPrint({ columns, rows, mask }: ExtractionWorkspace, plane: Float32Array): number {
  let sum = 0;
  let cells = 0;
  for (let cell = 0; cell < columns * rows; cell++) {
    if (mask[cell] === 0) continue;
    sum += plane[cell]!;
    cells++;
  }
  return cells > 0 ? sum / cells : 0;
}
