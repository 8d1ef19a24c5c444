import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Calibration,
  type CalibrationKnot,
  calibrate,
  provenRange,
} from '../../../models/calibration/calibration.ts';
import { calibrationSchema } from '../../../models/calibration/calibration-schema.ts';

const knot = (
  score: number,
  logLikelihoodRatio: number,
  falseMatchRate: number,
  upper: number,
  standing: CalibrationKnot['standing'] = 'measured',
): CalibrationKnot => ({
  score,
  logLikelihoodRatio,
  falseMatchRate,
  falseMatchRateInterval: [falseMatchRate / 2, upper],
  standing,
});

const calibration: Calibration = {
  comparator: 'test',
  data: { name: 'none', subjects: 2, genuine: 1, impostor: 2, conditions: 'made up' },
  method: 'made up',
  knots: [
    knot(-1, -8, 1, 1),
    knot(0.4, 0, 1e-2, 2e-2),
    knot(0.5, 5, 1e-4, 2e-4),
    knot(0.6, 9, 1e-6, 4e-6, 'not-proven'),
  ],
};

describe('a calibration with a margin', () => {
  const withMargin = (margin: number): Calibration => ({
    ...calibration,
    knots: [knot(-1, -8, 1, 1), knot(0.4, 0, 1e-2, 1.5e-2), knot(0.5, 5, 1e-4, 5e-4, 'modelled')],
    statement: { definition: 'test', margin, marginSource: 'test', centring: '0'.repeat(64), operatingPoints: [] },
  });

  it('states the rate times the margin, or the upper end of the interval if it is higher', () => {
    expect(calibrate(0.4, withMargin(2)).falseMatchRate).toBeCloseTo(2e-2, 10);
    expect(calibrate(0.5, withMargin(2)).falseMatchRate).toBeCloseTo(5e-4, 10);
    expect(calibrate(-1, withMargin(2)).falseMatchRate).toBe(1);
  });

  it('also uses modelled knots for decisions', () => {
    expect(provenRange(withMargin(2)).strictest).toBeCloseTo(5e-4, 10);
    expect(provenRange(withMargin(9)).strictest).toBeCloseTo(9e-4, 10);
  });
});

describe('calibrate', () => {
  it('gives the values of the knots, and interpolates log-linearly', () => {
    expect(calibrate(0.4, calibration)).toEqual({
      logLikelihoodRatio: 0,
      falseMatchRate: expect.closeTo(2e-2, 10) as number,
    });
    const { logLikelihoodRatio, falseMatchRate } = calibrate(0.45, calibration);
    expect(logLikelihoodRatio).toBeCloseTo(2.5, 10);
    expect(falseMatchRate).toBeCloseTo(2e-3, 10);
  });

  it('states the upper end of the interval, and no unproven rate', () => {
    expect(calibrate(0.6, calibration).falseMatchRate).toBeCloseTo(2e-4, 10);
    expect(calibrate(1, calibration).falseMatchRate).toBeCloseTo(2e-4, 10);
    expect(provenRange(calibration)).toEqual({ loosest: 1, strictest: 2e-4 });
  });

  it('is bounded at both ends', () => {
    expect(calibrate(-Infinity, calibration)).toEqual({ logLikelihoodRatio: -8, falseMatchRate: 1 });
    expect(calibrate(Infinity, calibration).logLikelihoodRatio).toBe(9);
  });

  it('is monotonic in the score', () => {
    const score = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(score, score, (one, other) => {
        const low = calibrate(Math.min(one, other), calibration);
        const high = calibrate(Math.max(one, other), calibration);
        expect(high.logLikelihoodRatio).toBeGreaterThanOrEqual(low.logLikelihoodRatio);
        expect(high.falseMatchRate).toBeLessThanOrEqual(low.falseMatchRate);
      }),
    );
  });

  it('refuses NaN, and a calibration without a proven knot', () => {
    expect(() => calibrate(Number.NaN, calibration)).toThrow(RangeError);
    const unproven = calibration.knots.map((entry) => ({ ...entry, standing: 'not-proven' as const }));
    expect(() => calibrate(0.5, { ...calibration, knots: unproven })).toThrow(RangeError);
  });
});

describe('a calibration in the manifest', () => {
  const accepts = (knots: readonly CalibrationKnot[]): boolean =>
    calibrationSchema.safeParse({ ...calibration, knots }).success;
  const { knots } = calibration;

  it('is accepted when its knots ascend', () => {
    expect(accepts(knots)).toBe(true);
  });

  it.each<[string, readonly CalibrationKnot[]]>([
    ['whose scores fall', knots.toReversed()],
    ['whose rates rise', knots.with(2, knot(0.5, 5, 0.1, 0.2))],
    ['whose ratios fall', knots.with(2, knot(0.5, -1, 1e-4, 2e-4))],
    ['whose upper ends cross', knots.with(2, knot(0.5, 5, 1e-4, 3e-2))],
    ['with a proven rate above an unproven one', knots.with(1, { ...knots[1]!, standing: 'not-proven' })],
    ['whose first rate is below 1', knots.slice(1)],
    ['whose rate lies outside its interval', knots.with(1, knot(0.4, 0, 1e-2, 9e-3))],
    ['with a rate of 0', knots.with(3, knot(0.6, 9, 0, 0))],
  ])('is refused %s', (_, faulty) => {
    expect(accepts(faulty)).toBe(false);
  });
});
