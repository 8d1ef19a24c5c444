import type { Calibration, CalibrationKnot } from '../../../models/calibration/calibration.ts';
import { type ImpostorTail, impostorTail, TAIL_FROM, tailRate, tailScore } from './impostor-tail.ts';
import { firstAtLeast, likelihoodRatioCurve, ratioAt } from './likelihood-ratio.ts';
import { poissonInterval } from './poisson-interval.ts';
import { type ComparedSubjects, drawSubjects, percentileInterval, type Random } from './subject-resampling.ts';

/** Knots per decade of false-match rate. */
const KNOTS_A_DECADE = 4;
/** False matches from which a rate counts as measured: its Garwood interval then spans a factor of 2.5. */
const FALSE_MATCHES_MIN = 20;
/** Quarter decades below the lowest measured rate for which the modelled tail is used: a factor of ten. */
const MODELLED_KNOTS = 4;
const CONFIDENCE = 0.95;
const RESAMPLES = 300;

export interface FitRequest {
  readonly comparator: string;
  readonly data: Pick<Calibration['data'], 'name' | 'subjects' | 'conditions'>;
  /** Scores, in any order. */
  readonly genuine: Float64Array;
  readonly impostor: Float64Array;
  /** The two subjects of each impostor comparison; omitted where no subject occurs twice. */
  readonly impostorSubjects?: ComparedSubjects;
  /** `modelled`: rates too low to count come from a model (`impostor-tail.ts`). Default: they are not proven. */
  readonly tail?: 'modelled' | 'not-proven';
  /** Randomness for resampling subjects; the same stream gives the same calibration. */
  readonly random: Random;
}

/** A score at which a rate is stated. */
interface Place {
  readonly score: number;
  readonly standing: CalibrationKnot['standing'];
}

/**
 * Fits a calibration.
 *
 * Knots lie at impostor rates a quarter decade apart, from the lowest impostor score to the highest. The interval of a
 * counted rate covers the exact Poisson interval of its count (Garwood) and, where subjects are given, the interval
 * from resampling subjects. A modelled rate has the interval from resampling subjects, or that of the number of
 * comparisons to which the model is fitted. The ratios come from `likelihoodRatioCurve`.
 *
 * @throws RangeError for no genuine or fewer than two impostor scores, a score that is not finite, or impostors with
 *   equal scores
 */
export function fitCalibration(request: FitRequest): Calibration {
  const genuine = request.genuine.slice().sort();
  const impostor = request.impostor.slice().sort();
  const finite = [genuine, impostor].every((scores) => scores.every(Number.isFinite));
  if (genuine.length === 0 || impostor.length < 2 || !finite || impostor[0] === impostor.at(-1)) {
    throw new RangeError('a calibration needs finite scores of both kinds');
  }
  const modelled = request.tail === 'modelled';
  const tail = impostorTail(impostor, impostor[Math.floor((1 - TAIL_FROM) * impostor.length)]!);
  const places = placesOf(impostor, modelled ? tail : undefined);
  const resampled = request.impostorSubjects && resample(request, request.impostorSubjects, places, tail.threshold);
  const curve = likelihoodRatioCurve(genuine, impostor);
  const knots = places.map(({ score, standing }, knot): CalibrationKnot => {
    const { falseMatchRate, interval } =
      standing === 'modelled' ? modelledRate(score, tail, impostor.length) : countedRate(score, impostor);
    const [low, high] = resampled?.[knot] ?? interval;
    return {
      score,
      logLikelihoodRatio: ratioAt(score, curve),
      falseMatchRate,
      falseMatchRateInterval: [
        Math.min(low, interval[0], falseMatchRate),
        Math.min(1, Math.max(high, interval[1], falseMatchRate)),
      ],
      standing,
    };
  });
  return {
    comparator: request.comparator,
    data: { ...request.data, genuine: genuine.length, impostor: impostor.length },
    method: methodText(resampled !== undefined, modelled),
    knots: neverRising(knots),
  };
}

interface Rate {
  readonly falseMatchRate: number;
  readonly interval: readonly [number, number];
}

function countedRate(score: number, impostor: Float64Array): Rate {
  const count = impostor.length - firstAtLeast(impostor, score);
  const [low, high] = poissonInterval(count, CONFIDENCE);
  return { falseMatchRate: count / impostor.length, interval: [low / impostor.length, high / impostor.length] };
}

/**
 * The interval belongs to the count above the model's threshold. It treats the mean excess as exact, so it is a lower
 * bound of the uncertainty.
 */
function modelledRate(score: number, tail: ImpostorTail, comparisons: number): Rate {
  const falseMatchRate = tailRate(score, tail);
  const above = Math.round(tail.rate * comparisons);
  const [low, high] = poissonInterval(above, CONFIDENCE);
  return { falseMatchRate, interval: [(falseMatchRate * low) / above, (falseMatchRate * high) / above] };
}

/** A modelled tail replaces the last quarter decades, which few impostors reach. */
function placesOf(impostor: Float64Array, tail: ImpostorTail | undefined): Place[] {
  const places: Place[] = [{ score: impostor[0]!, standing: 'measured' }];
  const add = (place: Place): void => {
    if (place.score > places.at(-1)!.score) places.push(place);
  };
  let leastMeasured = impostor.length;
  const unproven: number[] = [];
  for (let step = 1; ; step++) {
    const count = Math.round(impostor.length * 10 ** (-step / KNOTS_A_DECADE));
    if (count < 1) break;
    if (count >= FALSE_MATCHES_MIN) leastMeasured = count;
    const score = impostor[impostor.length - count]!;
    if (count >= FALSE_MATCHES_MIN) add({ score, standing: 'measured' });
    else unproven.push(score);
  }
  if (tail !== undefined) {
    for (let step = 1; step <= MODELLED_KNOTS; step++) {
      const rate = (leastMeasured / impostor.length) * 10 ** (-step / KNOTS_A_DECADE);
      if (rate < tail.rate) add({ score: tailScore(rate, tail), standing: 'modelled' });
    }
  }
  for (const score of unproven) add({ score, standing: 'not-proven' });
  return places;
}

/** The interval of each knot's rate under resampling of subjects. */
function resample(
  request: FitRequest,
  { one, other }: ComparedSubjects,
  places: readonly Place[],
  tailThreshold: number,
): [number, number][] {
  const { impostor, random } = request;
  const ascending = Float64Array.from(places, ({ score }) => score);
  const knots = Uint8Array.from(impostor, (score) => Math.max(0, firstAbove(ascending, score) - 1));
  const subjects = 1 + Math.max(highest(one), highest(other));
  const modelled = places.some(({ standing }) => standing === 'modelled');
  const rates: number[][] = places.map(() => []);
  for (let round = 0; round < RESAMPLES; round++) {
    const times = drawSubjects(subjects, random);
    const weightOf = (at: number): number => times[one[at]!]! * times[other[at]!]!;
    const weights = new Float64Array(places.length);
    for (let at = 0; at < knots.length; at++) {
      const knot = knots[at]!;
      weights[knot] = weights[knot]! + weightOf(at);
    }
    const tail = modelled ? impostorTail(impostor, tailThreshold, weightOf) : undefined;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let reached = 0;
    for (let knot = places.length - 1; knot >= 0; knot--) {
      reached += weights[knot]!;
      const { score, standing } = places[knot]!;
      const counted = total > 0 ? reached / total : 1;
      rates[knot]?.push(tail !== undefined && standing === 'modelled' ? tailRate(score, tail) : counted);
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

/**
 * Makes rates and interval ends non-increasing. Modelled rates may exceed counted ones, and resampled interval ends
 * may cross by chance.
 */
function neverRising(knots: readonly CalibrationKnot[]): CalibrationKnot[] {
  let [ratio, rate, upper] = [Number.NEGATIVE_INFINITY, 1, 1];
  return knots.map((knot) => {
    const [low, high] = knot.falseMatchRateInterval;
    ratio = Math.max(ratio, knot.logLikelihoodRatio);
    rate = Math.min(rate, knot.falseMatchRate);
    upper = Math.min(upper, high);
    return {
      ...knot,
      logLikelihoodRatio: ratio,
      falseMatchRate: rate,
      falseMatchRateInterval: [Math.min(low, rate), Math.max(upper, rate)],
    };
  });
}

function methodText(resampled: boolean, modelled: boolean): string {
  return (
    'Ratios: pool adjacent violators over fine ranges of scores, one comparison of the other kind added beyond either end. ' +
    `Rates: counts; ${100 * CONFIDENCE} % intervals by Garwood on the count` +
    (resampled ? `, widened where ${RESAMPLES} draws of subjects with replacement spread further. ` : '. ') +
    `A rate is measured from ${FALSE_MATCHES_MIN} false matches on.` +
    (modelled
      ? ` Below that it is modelled for ${MODELLED_KNOTS} quarter decades: an exponential tail from the rate of ${TAIL_FROM} on, with the same draws of subjects.`
      : '')
  );
}
