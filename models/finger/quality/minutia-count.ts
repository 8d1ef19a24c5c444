import { QUALITY } from '../constants.ts';
import type { Minutia } from '../minutia.ts';
import { measured, type QualityMeasure } from './quality-measure.ts';

/** Native: minutiae, each counted by how clear the print is around it. */
export function minutiaCount(minutiae: readonly Minutia[]): QualityMeasure {
  const sum = minutiae.reduce((total, { quality }) => total + quality, 0);
  return measured(sum, QUALITY.minutiae.worst, QUALITY.minutiae.best);
}
