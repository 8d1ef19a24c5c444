import { QUALITY } from '../constants.ts';
import type { ExtractionWorkspace } from '../extraction/workspace.ts';
import { meanOverPrint } from './print-cells.ts';
import { measured, type QualityMeasure } from './quality-measure.ts';

/**
 * Native: standard deviation of the ridge period over the print, share of its mean. It is small for skin and large for
 * noise.
 */
export function periodSpread(workspace: ExtractionWorkspace): QualityMeasure {
  const { columns, rows, mask, cells } = workspace;
  const mean = meanOverPrint(workspace, cells.period);
  let squares = 0;
  let count = 0;
  for (let cell = 0; cell < columns * rows; cell++) {
    if (mask[cell] === 0) continue;
    squares += (cells.period[cell]! - mean) ** 2;
    count++;
  }
  const spread = count > 0 && mean > 0 ? Math.sqrt(squares / count) / mean : 1;
  return measured(spread, QUALITY.periodSpread.worst, QUALITY.periodSpread.best);
}
