import { CELL_PX, QUALITY, WORKING_PPI } from '../constants.ts';
import { measured, type QualityMeasure } from './quality-measure.ts';

const MM_A_CELL = (CELL_PX / WORKING_PPI) * 25.4;

/** Native: square millimetres of print. */
export function area(printCells: number): QualityMeasure {
  return measured(printCells * MM_A_CELL ** 2, QUALITY.areaMm2.worst, QUALITY.areaMm2.best);
}
