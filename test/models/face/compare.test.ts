import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, cosine, falseMatchRateAt, provenPoints } from '../../../models/face/compare.ts';
import { type Calibration, loadManifest, manifestModel } from '../../../models/manifest.ts';

const calibration = manifestModel(loadManifest(), 'mobilefacenet').calibration;
const points = provenPoints(calibration);

/** Two vectors of length 1 whose cosine is `value`. */
function pair(value: number): [Float32Array, Float32Array] {
  const [one, other] = [new Float32Array(192), new Float32Array(192)];
  one[0] = 1;
  other[0] = value;
  other[1] = Math.sqrt(1 - value * value);
  return [one, other];
}

const compareAt = (value: number, rate: number) => compare(...pair(value), rate, calibration);

describe('compare', () => {
  it('states the false-match rate of a match and nothing of a failure', () => {
    expect(compareAt(0.44, 1e-3)).toEqual({ kind: 'below-threshold' });
    expect(compareAt(0.55, 1e-5)).toEqual({ kind: 'below-threshold' });
    expect(compareAt(0.55, 1e-3)).toMatchObject({
      kind: 'match',
      falseMatchRate: expect.closeTo(10 ** -4.246, 5) as number,
    });
  });

  it('never claims less than the strictest proven row', () => {
    const smallest = Math.min(...points.map(({ falseMatchRate }) => falseMatchRate));
    expect(compareAt(0.999, 1e-4)).toEqual({ kind: 'match', falseMatchRate: smallest });
    expect(smallest).toBeGreaterThan(1e-6);
  });

  it('refuses a policy that the calibration does not prove', () => {
    for (const rate of [1e-7, 0.01, 0, Number.NaN]) {
      expect(() => compareAt(0.9, rate)).toThrow(expect.objectContaining({ code: 'false-match-rate-unproven' }));
    }
  });

  it('refuses an embedder without a usable calibration', () => {
    const swapped =
      calibration?.operatingPoints.map((point) => ({ ...point, cosineThreshold: -point.cosineThreshold })) ?? [];
    const unusable = { ...(calibration as Calibration), operatingPoints: swapped };
    for (const table of [null, unusable]) {
      expect(() => compare(...pair(0.9), 1e-3, table)).toThrow(
        expect.objectContaining({ code: 'calibration-missing' }),
      );
    }
  });
});

describe('falseMatchRateAt', () => {
  it('gives each row of the calibration its own rate', () => {
    for (const { cosineThreshold, falseMatchRate } of points) {
      expect(falseMatchRateAt(cosineThreshold, points)).toBeCloseTo(falseMatchRate, 10);
    }
  });

  it('falls as the cosine rises, and stays within what is proven', () => {
    const value = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(value, value, (one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        expect(falseMatchRateAt(high, points)).toBeLessThanOrEqual(falseMatchRateAt(low, points));
        expect(falseMatchRateAt(high, points)).toBeGreaterThanOrEqual(points.at(-1)?.falseMatchRate ?? 1);
      }),
    );
  });

  it('takes no number for a bad comparison', () => {
    expect(falseMatchRateAt(Number.NaN, points)).toBe(1);
  });
});

describe('cosine', () => {
  it('refuses embeddings of different lengths', () => {
    expect(() => cosine(new Float32Array(192), new Float32Array(128))).toThrow(
      expect.objectContaining({ code: 'template-unusable' }),
    );
  });
});
