/** One measured score of a comparator. */
export interface CalibrationKnot {
  /** The comparator's score: higher is more alike. */
  readonly score: number;
  /**
   * Natural logarithm of how much likelier this score is between two images of one person than between images of two
   * people. Positive speaks for one person.
   */
  readonly logLikelihoodRatio: number;
  /** Share of the impostor comparisons that scored as high or higher, 0..1. */
  readonly falseMatchRate: number;
  /** Interval of that rate, lowest and highest, at the confidence that `Calibration.method` names. */
  readonly falseMatchRateInterval: readonly [number, number];
  /** `not-proven`: too few false matches stand behind the rate for a decision to rest on it. */
  readonly standing: 'measured' | 'not-proven';
}

/** What the scores of one comparator are worth. */
export interface Calibration {
  /** The comparator: which features, and how their scores are made. Another comparator needs its own calibration. */
  readonly comparator: string;
  readonly data: {
    readonly name: string;
    readonly subjects: number;
    /** Counts of comparisons. */
    readonly genuine: number;
    readonly impostor: number;
    /** How the data was taken, and what about it limits the calibration. */
    readonly conditions: string;
  };
  /** How the knots were fitted, and what the intervals do and do not say. */
  readonly method: string;
  /** Ascending in score; the rate falls and the ratio does not. The first knot's rate is 1. */
  readonly knots: readonly CalibrationKnot[];
}

/** What one score says. */
export interface Calibrated {
  /** Natural logarithm. */
  readonly logLikelihoodRatio: number;
  /** Highest false-match rate that the data leaves possible at this score, 0..1. */
  readonly falseMatchRate: number;
}

/**
 * Reads a score off a calibration.
 *
 * Between two knots the ratio is linear and the rate log-linear in the score. The rate is the upper end of the interval and
 * rests on measured knots only: 1 below the first, never below that of the last, however high the score. The ratio stays
 * within those of the first and last knot.
 *
 * @throws RangeError for a score that is not a number, and for a calibration without a measured knot
 */
export function calibrate(score: number, { knots }: Calibration): Calibrated {
  if (Number.isNaN(score)) throw new RangeError('a score must be a number');
  const measured = measuredKnots(knots);
  const [first] = measured;
  if (first === undefined) throw new RangeError('a calibration needs a measured knot');
  return {
    logLikelihoodRatio: interpolated(score, knots, ({ logLikelihoodRatio }) => logLikelihoodRatio),
    falseMatchRate:
      score < first.score
        ? 1
        : Math.exp(interpolated(score, measured, (knot) => Math.log(knot.falseMatchRateInterval[1]))),
  };
}

/** The false-match rates that a decision may ask for: highest and lowest upper end of the measured knots' intervals. */
export function provenRange({ knots }: Calibration): { readonly loosest: number; readonly strictest: number } {
  const rates = measuredKnots(knots).map(({ falseMatchRateInterval }) => falseMatchRateInterval[1]);
  return { loosest: Math.max(0, ...rates), strictest: Math.min(1, ...rates) };
}

function measuredKnots(knots: readonly CalibrationKnot[]): readonly CalibrationKnot[] {
  return knots.filter(({ standing }) => standing === 'measured');
}

function interpolated(
  score: number,
  knots: readonly CalibrationKnot[],
  valueOf: (knot: CalibrationKnot) => number,
): number {
  let below: CalibrationKnot | undefined;
  for (const knot of knots) {
    if (score < knot.score) return below === undefined ? valueOf(knot) : between(score, below, knot, valueOf);
    below = knot;
  }
  return below === undefined ? Number.NaN : valueOf(below);
}

function between(
  score: number,
  below: CalibrationKnot,
  above: CalibrationKnot,
  valueOf: (knot: CalibrationKnot) => number,
): number {
  const share = (score - below.score) / (above.score - below.score);
  return valueOf(below) * (1 - share) + valueOf(above) * share;
}
