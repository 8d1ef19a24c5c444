import { QUALITY } from '../constants.ts';
import type { ExtractionWorkspace } from '../extraction/workspace.ts';
import { meanOverPrint } from './print-cells.ts';
import { measured, type QualityMeasure } from './quality-measure.ts';

/** Native: mean amplitude the ridge filters leave of the normalised print. High where the print is one wave, low where it is not. */
export function ridgeClarity(workspace: ExtractionWorkspace): QualityMeasure {
  const { worst, best } = QUALITY.ridgeClarity;
  return measured(meanOverPrint(workspace, workspace.cells.amplitude), worst, best);
}
