import { QUALITY } from '../constants.ts';
import type { ExtractionWorkspace } from '../extraction/workspace.ts';
import type { Minutia } from '../minutia.ts';
import { area } from './area.ts';
import { coherence } from './coherence.ts';
import { contrast } from './contrast.ts';
import { minutiaCount } from './minutia-count.ts';
import { periodSpread } from './period-spread.ts';
import type { QualityMeasure } from './quality-measure.ts';
import { ridgeClarity } from './ridge-clarity.ts';
import { ridgeShare } from './ridge-share.ts';

/** The measures of one print. */
export interface FingerQualityMeasures {
  readonly area: QualityMeasure;
  readonly coherence: QualityMeasure;
  readonly contrast: QualityMeasure;
  readonly ridgeClarity: QualityMeasure;
  readonly periodSpread: QualityMeasure;
  readonly minutiae: QualityMeasure;
  readonly ridgeShare: QualityMeasure;
  /**
   * Position of the middle of the print, shares of width and height, 0..1, and whether the lower edge of the image
   * cuts it off.
   */
  readonly middleX: number;
  readonly middleY: number;
  readonly cutBelow: boolean;
}

export interface FingerQuality {
  /**
   * 0..100: predicted utility for recognition, for choosing between captures of one scanner. It is not NFIQ 2 and not
   * comparable with it.
   */
  readonly score: number;
  readonly measures: FingerQualityMeasures;
}

export function fingerQuality(
  workspace: ExtractionWorkspace,
  printCells: number,
  minutiae: readonly Minutia[],
): FingerQuality {
  const measures: FingerQualityMeasures = {
    area: area(printCells),
    coherence: coherence(workspace),
    contrast: contrast(workspace),
    ridgeClarity: ridgeClarity(workspace),
    periodSpread: periodSpread(workspace),
    minutiae: minutiaCount(minutiae),
    ridgeShare: ridgeShare(workspace),
    ...placement(workspace),
  };
  return { score: scoreOf(measures), measures };
}

/** A weighted geometric mean, so other measures cannot compensate for a bad one. */
function scoreOf(measures: FingerQualityMeasures): number {
  const weights = Object.entries(QUALITY.weights) as [keyof typeof QUALITY.weights, number][];
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  const log = weights.reduce(
    (sum, [name, weight]) => sum + weight * Math.log(Math.max(1, measures[name].component)),
    0,
  );
  return Math.round(Math.exp(log / total));
}

function placement({
  columns,
  rows,
  mask,
}: ExtractionWorkspace): Pick<FingerQualityMeasures, 'middleX' | 'middleY' | 'cutBelow'> {
  let cells = 0;
  let sumX = 0;
  let sumY = 0;
  let bottom = 0;
  for (let cell = 0; cell < columns * rows; cell++) {
    if (mask[cell] === 0) continue;
    const column = cell % columns;
    const row = (cell - column) / columns;
    cells++;
    sumX += column + 0.5;
    sumY += row + 0.5;
    if (row >= rows - QUALITY.edgeRows) bottom++;
  }
  if (cells === 0) return { middleX: 0.5, middleY: 0.5, cutBelow: false };
  const cutBelow = bottom > QUALITY.edgeRows * QUALITY.cutShare * columns;
  return { middleX: sumX / cells / columns, middleY: sumY / cells / rows, cutBelow };
}
