import { describe, expect, it } from 'vitest';
import { calibrate, provenRange } from '../../../models/calibration/calibration.ts';
import { calibrationSchema } from '../../../models/calibration/calibration-schema.ts';
import { type FitRequest, fitCalibration } from '../../bench/support/fit-calibration.ts';
import { statedRates } from '../../support/stated-rate.ts';
import { type SeededRandom, seededRandom } from '../face/rendering/seeded-random.ts';

/** Genuine scores are normal about this, impostors about 0, both with deviation 1: the true ratio is linear. */
const GENUINE_MEAN = 4;
const trueRatio = (score: number): number => GENUINE_MEAN * score - GENUINE_MEAN ** 2 / 2;

const scoresAbout = (mean: number, count: number, random: SeededRandom): Float64Array =>
  Float64Array.from({ length: count }, () => mean + random.normal());

function drawn(seed: number, genuine = 2000, impostor = 100_000): FitRequest {
  const random = seededRandom(seed);
  return {
    comparator: 'normal scores',
    data: { name: 'generated', subjects: 1000, conditions: 'independent' },
    genuine: scoresAbout(GENUINE_MEAN, genuine, random),
    impostor: scoresAbout(0, impostor, random),
    random: () => random.between(0, 1),
  };
}

describe('fitCalibration', () => {
  it('recovers the likelihood ratio of the generated scores', () => {
    const calibration = fitCalibration(drawn(1));
    for (const score of [1.8, 2.1, 2.4, 2.7, 3]) {
      expect(Math.abs(calibrate(score, calibration).logLikelihoodRatio - trueRatio(score))).toBeLessThan(0.5);
    }
    expect(calibrate(50, calibration).logLikelihoodRatio).toBeLessThan(Math.log(100_001));
  });

  it('gives a calibration that the manifest accepts: a few dozen knots, unproven with too few matches', () => {
    const { knots } = fitCalibration(drawn(2));
    expect(calibrationSchema.safeParse(fitCalibration(drawn(2))).success).toBe(true);
    expect(knots.length).toBeLessThan(40);
    for (const { falseMatchRate, standing } of knots) {
      expect(standing).toBe(falseMatchRate * 100_000 >= 19.5 ? 'measured' : 'not-proven');
    }
  });

  it('states rates that hold on unseen scores', () => {
    const random = seededRandom(77);
    const outcomes = Array.from({ length: 8 }, (_, draw) =>
      statedRates(fitCalibration(drawn(100 + draw)), scoresAbout(0, 100_000, random)),
    ).flat();
    expect(outcomes.filter(({ holds }) => !holds)).toEqual([]);
    // Stated rates are upper bounds: the observed rates are lower on average, but not much lower.
    const ratio = outcomes.reduce((sum, { observed, stated }) => sum + observed / stated, 0) / outcomes.length;
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(1);
  });

  it('models rates that are too low to count, and they hold for a hundred times as many scores', () => {
    const request = { ...drawn(11, 2000, 20_000), tail: 'modelled' as const };
    const counted = provenRange(fitCalibration({ ...request, tail: 'not-proven' })).strictest;
    const calibration = fitCalibration(request);
    expect(calibrationSchema.safeParse(calibration).success).toBe(true);
    const { strictest } = provenRange(calibration);
    expect(strictest).toBeLessThan(counted / 4);
    const many = scoresAbout(0, 2_000_000, seededRandom(12));
    for (const { stated, observed } of statedRates(calibration, many, [5e-4, 3e-4, 1.1 * strictest])) {
      expect(observed).toBeLessThanOrEqual(stated);
      expect(observed).toBeGreaterThan(stated / 10);
    }
  });

  it('counts impostors that score higher than a modelled rate suggests', () => {
    const calibration = fitCalibration({ ...drawn(11, 2000, 20_000), tail: 'modelled' });
    const { strictest } = provenRange(calibration);
    const [shifted] = statedRates(calibration, scoresAbout(0.6, 500_000, seededRandom(13)), [1.1 * strictest]);
    expect(shifted?.holds).toBe(false);
  });

  it('states too low a rate for impostors that score higher than those of the fit', () => {
    const calibration = fitCalibration(drawn(3));
    const outcomes = statedRates(calibration, scoresAbout(0.3, 100_000, seededRandom(4)), [1e-2, 1e-3]);
    expect(outcomes.every(({ holds }) => !holds)).toBe(true);
  });

  it('widens its intervals when few subjects give many comparisons', () => {
    const random = seededRandom(5);
    const subjects = 40;
    // A few subjects are lambs: comparisons with them score higher.
    const offsets = Array.from({ length: subjects }, (_, subject) => (subject % 10 === 0 ? 1.5 : 0));
    const one: number[] = [];
    const other: number[] = [];
    const scores: number[] = [];
    for (let first = 0; first < subjects; first++) {
      for (let second = 0; second < first; second++) {
        for (let repeat = 0; repeat < 20; repeat++) {
          one.push(first);
          other.push(second);
          scores.push(random.normal() + offsets[first]! + offsets[second]!);
        }
      }
    }
    const request = { ...drawn(6), impostor: Float64Array.from(scores) };
    const impostorSubjects = { one: Int32Array.from(one), other: Int32Array.from(other) };
    const independent = fitCalibration(request);
    const clustered = fitCalibration({ ...request, impostorSubjects });
    expect(clustered.knots.map(({ score }) => score)).toEqual(independent.knots.map(({ score }) => score));
    clustered.knots.forEach(({ falseMatchRateInterval: [low, high] }, at) => {
      const [exactLow, exactHigh] = independent.knots[at]!.falseMatchRateInterval;
      expect(low).toBeLessThanOrEqual(exactLow);
      expect(high).toBeGreaterThanOrEqual(exactHigh);
    });
    const middle = independent.knots.findIndex(({ falseMatchRate }) => falseMatchRate < 0.02);
    const width = ({ knots }: typeof clustered): number =>
      knots[middle]!.falseMatchRateInterval[1] / knots[middle]!.falseMatchRate;
    expect(width(clustered) - 1).toBeGreaterThan(2 * (width(independent) - 1));
  });

  it('refuses scores that cannot be fitted', () => {
    const request = drawn(7, 10, 10);
    for (const faulty of [
      { genuine: new Float64Array(0) },
      { impostor: new Float64Array(1) },
      { impostor: new Float64Array(9) },
      { genuine: Float64Array.of(0, Number.NaN) },
      { impostor: Float64Array.of(0, Infinity) },
    ]) {
      expect(() => fitCalibration({ ...request, ...faulty })).toThrow(RangeError);
    }
  });
});
