import { QUALITY } from '../constants.ts';
import type { ExtractionWorkspace } from '../extraction/workspace.ts';
import { meanOverPrint } from './print-cells.ts';
import { measured, type QualityMeasure } from './quality-measure.ts';

/** Native: mean amplitude of the normalised print after the ridge filters. High for clear, wave-like ridges. */
export function ridgeClarity(workspace: ExtractionWorkspace): QualityMeasure {
  const { worst, best } = QUALITY.ridgeClarity;
  return measured(meanOverPrint(workspace, workspace.cells.amplitude), worst, best);
}
