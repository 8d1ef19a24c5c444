import { QUALITY } from '../constants.ts';
import type { Minutia } from '../minutia.ts';
import { measured, type QualityMeasure } from './quality-measure.ts';

/** Native: number of minutiae, weighted by the clarity of the print around them. */
export function minutiaCount(minutiae: readonly Minutia[]): QualityMeasure {
  const sum = minutiae.reduce((total, { quality }) => total + quality, 0);
  return measured(sum, QUALITY.minutiae.worst, QUALITY.minutiae.best);
}
