/** Compares what a running lane measures with the calibration of its site. Pure. */
import { DRIFTS, type Drift } from '../../../server/contract/readiness-vocabulary.ts';
import type { Calibration } from '../../../server/contract/readiness-values.ts';

/** The latest measurements of each kind, newest last; empty when there are none. */
export type RunningValues = { readonly [D in Drift]: readonly number[] };

export const NO_RUNNING_VALUES: RunningValues = {
  'scene-light': [],
  'screen-latency': [],
  'screen-light': [],
  'frame-rate': [],
  'gate-open-time': [],
  'gate-close-time': [],
};

interface Tolerance {
  readonly calibrated: (calibration: Calibration) => number | undefined;
  /** The number of measurements whose median is compared, so that one outlier does not count as drift. */
  readonly measurements: number;
  /** Drifted when the median is below this share of the calibrated value, or above the second one. */
  readonly least: number;
  readonly most: number;
  /** Smaller differences are no drift. */
  readonly slack: number;
}

/** One stop of light is a factor of two. A gate that takes 1.5 times as long is worn or blocked. */
const TOLERANCES: Readonly<Record<Drift, Tolerance>> = {
  'scene-light': { calibrated: (one) => one.scenePerMille, measurements: 3, least: 0.4, most: 2.5, slack: 15 },
  'screen-latency': { calibrated: (one) => one.screenLatencyMs, measurements: 1, least: 0.5, most: 1.5, slack: 30 },
  'screen-light': { calibrated: (one) => one.lightContrastPercent, measurements: 1, least: 0.4, most: 3, slack: 3 },
  'frame-rate': {
    calibrated: (one) => one.analysedFramesPerS,
    measurements: 5,
    least: 0.6,
    most: Number.POSITIVE_INFINITY,
    slack: 1,
  },
  'gate-open-time': { calibrated: (one) => one.gateOpenMs, measurements: 5, least: 0.5, most: 1.5, slack: 250 },
  'gate-close-time': { calibrated: (one) => one.gateCloseMs, measurements: 5, least: 0.5, most: 1.5, slack: 250 },
};

/** Number of measurements of a kind that are worth keeping. */
export function measurementsOf(drift: Drift): number {
  return TOLERANCES[drift].measurements;
}

/** In the order of the vocabulary. A value that is not calibrated, or not measured often enough yet, has not drifted. */
export function driftsOf(calibration: Calibration | undefined, running: RunningValues): readonly Drift[] {
  if (calibration === undefined) return [];
  return DRIFTS.filter((drift) => {
    const { calibrated, measurements, least, most, slack } = TOLERANCES[drift];
    const wanted = calibrated(calibration);
    const values = running[drift].slice(-measurements);
    if (wanted === undefined || values.length < measurements) return false;
    const median = medianOf(values);
    if (Math.abs(median - wanted) <= slack) return false;
    return median < least * wanted || median > most * wanted;
  });
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
