import type { Calibration, CalibrationKnot } from './calibration.ts';
import { firstAtLeast, likelihoodRatioCurve, ratioAt } from './likelihood-ratio.ts';
import { poissonInterval } from './poisson-interval.ts';
import { type ComparedSubjects, drawSubjects, percentileInterval, type Random } from './subject-resampling.ts';

/** Knots a decade of false-match rate. */
const KNOTS_A_DECADE = 4;
/** False matches from which a rate counts as measured: its Garwood interval then spans a factor of 2.5. */
const FALSE_MATCHES_MIN = 20;
const CONFIDENCE = 0.95;
const RESAMPLES = 300;

export interface FitRequest {
  readonly comparator: string;
  readonly data: Pick<Calibration['data'], 'name' | 'subjects' | 'conditions'>;
  /** Scores, in any order. */
  readonly genuine: Float64Array;
  readonly impostor: Float64Array;
  /** Whom each impostor comparison is of; left out where every comparison has two subjects of its own. */
  readonly impostorSubjects?: ComparedSubjects;
  /** For redrawing subjects; the same stream gives the same calibration. */
  readonly random: Random;
}

/**
 * Fits a calibration.
 *
 * Knots lie at the scores that a quarter decade of impostors after another reaches, from the lowest impostor score to the
 * highest. Each rate's interval covers both the exact Poisson interval of its count (Garwood) and, where subjects are
 * given, the interval that redrawing subjects gives. The ratios are those of `likelihoodRatioCurve`.
 *
 * @throws RangeError for no genuine or fewer than two impostor scores, a score that is not finite, or impostors that all
 *   score alike
 */
export function fitCalibration(request: FitRequest): Calibration {
  const genuine = request.genuine.slice().sort();
  const impostor = request.impostor.slice().sort();
  const finite = [genuine, impostor].every((scores) => scores.every(Number.isFinite));
  if (genuine.length === 0 || impostor.length < 2 || !finite || impostor[0] === impostor.at(-1)) {
    throw new RangeError('a calibration needs finite scores of both kinds');
  }
  const scores = knotScores(impostor);
  const resampled = request.impostorSubjects && resample(request, request.impostorSubjects, scores);
  const curve = likelihoodRatioCurve(genuine, impostor);
  const knots = scores.map((score, knot): CalibrationKnot => {
    const count = impostor.length - firstAtLeast(impostor, score);
    const falseMatchRate = count / impostor.length;
    const exact = poissonInterval(count, CONFIDENCE).map((mean) => mean / impostor.length) as [number, number];
    const [low, high] = resampled?.[knot] ?? exact;
    return {
      score,
      logLikelihoodRatio: ratioAt(score, curve),
      falseMatchRate,
      falseMatchRateInterval: [
        Math.min(low, exact[0], falseMatchRate),
        Math.min(1, Math.max(high, exact[1], falseMatchRate)),
      ],
      standing: count >= FALSE_MATCHES_MIN ? 'measured' : 'not-proven',
    };
  });
  return {
    comparator: request.comparator,
    data: { ...request.data, genuine: genuine.length, impostor: impostor.length },
    method: methodText(resampled !== undefined),
    knots: neverRising(knots),
  };
}

function knotScores(impostor: Float64Array): number[] {
  const scores: number[] = [impostor[0]!];
  for (let step = 1; ; step++) {
    const count = Math.round(impostor.length * 10 ** (-step / KNOTS_A_DECADE));
    if (count < 1) return scores;
    const score = impostor[impostor.length - count]!;
    if (score > scores.at(-1)!) scores.push(score);
  }
}

/** The interval of each knot's rate when subjects are drawn anew. */
function resample(
  request: FitRequest,
  { one, other }: ComparedSubjects,
  scores: readonly number[],
): [number, number][] {
  const { impostor, random } = request;
  const ascending = Float64Array.from(scores);
  const knots = Uint8Array.from(impostor, (score) => Math.max(0, firstAbove(ascending, score) - 1));
  const subjects = 1 + Math.max(highest(one), highest(other));
  const rates: number[][] = scores.map(() => []);
  for (let round = 0; round < RESAMPLES; round++) {
    const times = drawSubjects(subjects, random);
    const weights = new Float64Array(scores.length);
    for (let at = 0; at < knots.length; at++) {
      const knot = knots[at]!;
      weights[knot] = weights[knot]! + times[one[at]!]! * times[other[at]!]!;
    }
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let reached = 0;
    for (let knot = scores.length - 1; knot >= 0; knot--) {
      reached += weights[knot]!;
      rates[knot]?.push(total > 0 ? reached / total : 1);
    }
  }
  return rates.map((values) => percentileInterval(values, CONFIDENCE));
}

function firstAbove(ascending: Float64Array, value: number): number {
  let at = firstAtLeast(ascending, value);
  while (ascending[at] === value) at++;
  return at;
}

function highest(values: Int32Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

/** Resampled interval ends may cross by chance: no upper end may lie above that of a looser knot. */
function neverRising(knots: readonly CalibrationKnot[]): CalibrationKnot[] {
  let [ratio, upper] = [Number.NEGATIVE_INFINITY, 1];
  return knots.map((knot) => {
    const [low, high] = knot.falseMatchRateInterval;
    ratio = Math.max(ratio, knot.logLikelihoodRatio);
    upper = Math.min(upper, high);
    return { ...knot, logLikelihoodRatio: ratio, falseMatchRateInterval: [low, Math.max(upper, knot.falseMatchRate)] };
  });
}

function methodText(resampled: boolean): string {
  return (
    'Ratios: pool adjacent violators over fine ranges of scores, one comparison of the other kind added beyond either end. ' +
    `Rates: counts; ${100 * CONFIDENCE} % intervals by Garwood on the count` +
    (resampled ? `, widened where ${RESAMPLES} draws of subjects with replacement spread further. ` : '. ') +
    `A rate is measured from ${FALSE_MATCHES_MIN} false matches on.`
  );
}
