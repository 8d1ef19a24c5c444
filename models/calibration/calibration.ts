/** One measured score of a comparator. */
export interface CalibrationKnot {
  /** Score of the comparator. A higher score means more similar. */
  readonly score: number;
  /**
   * Natural logarithm of the likelihood ratio: the probability of this score for two images of one person over that
   * for images of two people. Positive values support one person.
   */
  readonly logLikelihoodRatio: number;
  /** Share of the impostor comparisons that scored as high or higher, 0..1. */
  readonly falseMatchRate: number;
  /** Interval of that rate, lowest and highest, at the confidence that `Calibration.method` names. */
  readonly falseMatchRateInterval: readonly [number, number];
  /**
   * `measured`: counted. `modelled`: too few false matches to count, so the rate comes from the tail described in
   * `Calibration.method`. A decision may use both. `not-proven`: no decision uses it.
   */
  readonly standing: 'measured' | 'modelled' | 'not-proven';
}

/** A rate that was counted, and its 95 % interval. */
export interface CountedRate {
  readonly falseMatchRate: number;
  readonly interval: readonly [number, number];
}

/** The errors behind one rate that a policy may state. */
export interface OperatingPoint {
  /** The rate of the policy. */
  readonly statedRate: number;
  /** The lowest score that matches. */
  readonly score: number;
  /** Over all impostors of the calibration's definition. */
  readonly pooled: CountedRate;
  /** The group with the highest false-match rate, and the number of its people that were compared. */
  readonly worstGroup: CountedRate & { readonly group: string; readonly people: number };
  /** Impostors of any group. */
  readonly randomImpostors: CountedRate;
  /** Share of the genuine comparisons below the score. */
  readonly falseNonMatchRate: number;
}

/** Defines the false-match rate of a calibration whose impostors are not random strangers. */
export interface RateStatement {
  /** Which people count as impostors. */
  readonly definition: string;
  /**
   * The stated rate is at least this factor times the counted one, 1 or more: on other data the false-match rate is
   * higher than on the calibration's.
   */
  readonly margin: number;
  readonly marginSource: string;
  /** SHA-256 of the centring with which the scores were computed. */
  readonly centring: string;
  readonly operatingPoints: readonly OperatingPoint[];
}

/** Maps the scores of one comparator to false-match rates and likelihood ratios. */
export interface Calibration {
  /** Name of the comparator: its features and how its score is computed. Each comparator needs its own calibration. */
  readonly comparator: string;
  readonly data: {
    readonly name: string;
    readonly subjects: number;
    /** Counts of comparisons. */
    readonly genuine: number;
    readonly impostor: number;
    /** How the data was collected, and its limits. */
    readonly conditions: string;
  };
  /** How the knots were fitted, and the meaning of the intervals. */
  readonly method: string;
  readonly statement?: RateStatement | undefined;
  /** Ascending in score; the rate falls and the ratio does not. The first knot's rate is 1. */
  readonly knots: readonly CalibrationKnot[];
}

/** The calibrated meaning of one score. */
export interface Calibrated {
  /** Natural logarithm. */
  readonly logLikelihoodRatio: number;
  /** Upper bound of the false-match rate at this score, 0..1; see `statedRate`. */
  readonly falseMatchRate: number;
}

/**
 * Converts a score with a calibration.
 *
 * Between two knots the ratio is linear and the rate log-linear in the score. The rate is the stated rate
 * (`statedRate`) and uses proven knots only: 1 below the first knot, and never below the rate of the last. The ratio
 * stays within those of the first and last knot.
 *
 * @throws RangeError for NaN, and for a calibration without a proven knot
 */
export function calibrate(score: number, { knots, statement }: Calibration): Calibrated {
  if (Number.isNaN(score)) throw new RangeError('a score must be a number');
  const proven = provenKnots(knots);
  const [first] = proven;
  if (first === undefined) throw new RangeError('a calibration needs a proven knot');
  return {
    logLikelihoodRatio: interpolated(score, knots, ({ logLikelihoodRatio }) => logLikelihoodRatio),
    falseMatchRate:
      score < first.score ? 1 : Math.exp(interpolated(score, proven, (knot) => Math.log(statedRate(knot, statement)))),
  };
}

/** The false-match rates that a policy may require: highest and lowest stated rate of the proven knots. */
export function provenRange({ knots, statement }: Calibration): {
  readonly loosest: number;
  readonly strictest: number;
} {
  const rates = provenKnots(knots).map((knot) => statedRate(knot, statement));
  return { loosest: Math.max(0, ...rates), strictest: Math.min(1, ...rates) };
}

/** The stated rate of a knot: the upper end of its interval, and at least its rate times the margin. */
function statedRate(
  { falseMatchRate, falseMatchRateInterval }: CalibrationKnot,
  statement: RateStatement | undefined,
): number {
  return Math.min(1, Math.max(falseMatchRateInterval[1], falseMatchRate * (statement?.margin ?? 1)));
}

function provenKnots(knots: readonly CalibrationKnot[]): readonly CalibrationKnot[] {
  return knots.filter(({ standing }) => standing !== 'not-proven');
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
