import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calibration } from '../../../models/calibration/calibration.ts';
import { compare, comparisonScore } from '../../../models/face/compare.ts';
import { DIRECTIONS_LENGTH, EMBEDDING_LENGTH, STRENGTH_WEIGHT } from '../../../models/face/embedders.ts';

/** Invented, so that the test does not depend on the calibration of the current networks. */
const calibration: Calibration = {
  comparator: 'made up',
  data: { name: 'none', subjects: 2, genuine: 1, impostor: 1, conditions: 'none' },
  method: 'made up',
  knots: [
    [-1, -9, 1, 'measured'] as const,
    [0.3, 2, 2e-3, 'measured'] as const,
    [0.4, 6, 1e-4, 'measured'] as const,
    [0.5, 9, 8e-6, 'measured'] as const,
    [0.6, 12, 5e-7, 'not-proven'] as const,
  ].map(([score, logLikelihoodRatio, upper, standing]) => ({
    score,
    logLikelihoodRatio,
    falseMatchRate: upper / 2,
    falseMatchRateInterval: [upper / 4, upper] as const,
    standing,
  })),
};

/** Two embeddings of a given cosine, and of given strengths. */
function pair(cosine: number, strengths: readonly [number, number] = [0, 0]): [Float32Array, Float32Array] {
  const [one, other] = [new Float32Array(EMBEDDING_LENGTH), new Float32Array(EMBEDDING_LENGTH)];
  one[0] = 1;
  other[0] = cosine;
  other[1] = Math.sqrt(1 - cosine * cosine);
  one.fill(strengths[0], DIRECTIONS_LENGTH);
  other.fill(strengths[1], DIRECTIONS_LENGTH);
  return [one, other];
}

const compareAt = (cosine: number, rate: number) => compare(...pair(cosine), rate, calibration);

describe('compare', () => {
  it('returns rate and likelihood ratio of a match and no values of a failure', () => {
    expect(compareAt(0.3, 1e-3)).toEqual({ kind: 'below-threshold' });
    expect(compareAt(0.4, 1e-5)).toEqual({ kind: 'below-threshold' });
    expect(compareAt(0.4, 1e-3)).toEqual({
      kind: 'match',
      falseMatchRate: expect.closeTo(1e-4, 8) as number,
      logLikelihoodRatio: expect.closeTo(6, 4) as number,
    });
  });

  it('never states less than the strictest proven rate, even for identical faces', () => {
    expect(compareAt(0.99, 1e-4)).toMatchObject({ kind: 'match', falseMatchRate: expect.closeTo(8e-6, 10) as number });
  });

  it('refuses a rate that the calibration does not prove, or that a report cannot contain', () => {
    for (const rate of [1e-6, 2e-3, 0, Number.NaN]) {
      expect(() => compareAt(0.9, rate)).toThrow(expect.objectContaining({ code: 'false-match-rate-unproven' }));
    }
  });

  it('refuses an embedding with NaN', () => {
    const [one, other] = pair(0.9);
    other[3] = Number.NaN;
    expect(compare(one, other, 1e-3, calibration)).toEqual({ kind: 'below-threshold' });
  });
});

describe('comparisonScore', () => {
  it('is the cosine of two faces of typical strength', () => {
    expect(comparisonScore(...pair(0.42))).toBeCloseTo(0.42, 6);
  });

  it('raises the score of a weak pair and lowers that of a strong one, by the weaker face', () => {
    expect(comparisonScore(...pair(0.4, [-0.2, 0.2]))).toBeCloseTo(0.4 + 0.2 * STRENGTH_WEIGHT, 6);
    expect(comparisonScore(...pair(0.4, [0.1, 0.2]))).toBeCloseTo(0.4 - 0.1 * STRENGTH_WEIGHT, 6);
  });

  it('does not depend on which face is the reference', () => {
    const value = fc.double({ min: -0.9, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(value, value, value, (cosine, one, other) => {
        const [reference, probe] = pair(cosine, [one, other]);
        expect(comparisonScore(reference, probe)).toBe(comparisonScore(probe, reference));
      }),
    );
  });

  it('refuses embeddings of another length', () => {
    expect(() => comparisonScore(new Float32Array(EMBEDDING_LENGTH), new Float32Array(128))).toThrow(
      expect.objectContaining({ code: 'template-unusable' }),
    );
  });
});
