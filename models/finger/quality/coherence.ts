import { QUALITY } from '../constants.ts';
import type { ExtractionWorkspace } from '../extraction/workspace.ts';
import { meanOverPrint } from './print-cells.ts';
import { measured, type QualityMeasure } from './quality-measure.ts';

/** Native: mean agreement of gradients over the print, 0..1. Low for dots, smears and noise. */
export function coherence(workspace: ExtractionWorkspace): QualityMeasure {
  const { worst, best } = QUALITY.coherence;
  return measured(meanOverPrint(workspace, workspace.cells.coherence), worst, best);
}
