import { QUALITY } from '../constants.ts';
import type { ExtractionWorkspace } from '../extraction/workspace.ts';
import { meanOverPrint } from './print-cells.ts';
import { measured, type QualityMeasure } from './quality-measure.ts';

/** Native: mean local standard deviation over the print, grey levels. */
export function contrast(workspace: ExtractionWorkspace): QualityMeasure {
  const { worst, best } = QUALITY.contrast;
  return measured(meanOverPrint(workspace, workspace.cells.spread), worst, best);
}
