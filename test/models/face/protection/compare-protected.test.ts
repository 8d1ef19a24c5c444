import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, comparisonScore } from '../../../../models/face/compare.ts';
import { FACE_COMPARATOR } from '../../../../models/face/embedders.ts';
import { compareProtected, protectedScore } from '../../../../models/face/protection/compare-protected.ts';
import { PROTECTED_SCORE_MARGIN } from '../../../../models/face/protection/constants.ts';
import { protect } from '../../../../models/face/protection/pseudonymous-identifier.ts';
import { calibrationOf, loadManifest } from '../../../../models/files/manifest.ts';
import { madeFace, madeKey } from './made-faces.ts';

const calibration = calibrationOf(loadManifest(), FACE_COMPARATOR)!;
const seed = fc.integer({ min: 0, max: 1e9 });

describe('protectedScore', () => {
  it('equals the unprotected score within the margin', () => {
    fc.assert(
      fc.property(seed, seed, fc.boolean(), (one, other, related) => {
        const face = madeFace(one);
        const probe = madeFace(other, related ? face : undefined);
        const score = protectedScore(protect(face, madeKey(one)), madeKey(one), probe);
        expect(Math.abs(score - comparisonScore(face, probe))).toBeLessThan(PROTECTED_SCORE_MARGIN);
      }),
    );
  });

  it('is the score of a random impostor with a wrong key, for any face', () => {
    const face = madeFace(1);
    const identifier = protect(face, madeKey(1));
    const cosines = Array.from({ length: 60 }, (_, key) => protectedScore(identifier, madeKey(key + 2), face));
    // The inner product of a uniform direction has deviation 1/sqrt(704), 0.038; strengths change it by at most a
    // quarter of 0.27.
    for (const cosine of cosines) expect(Math.abs(cosine)).toBeLessThan(5 * 0.038 + 0.07);
  });

  it('refuses an invalid probe', () => {
    const identifier = protect(madeFace(1), madeKey(1));
    expect(() => protectedScore(identifier, madeKey(1), new Float32Array(3))).toThrow(
      expect.objectContaining({ code: 'template-unusable' }),
    );
  });
});

describe('compareProtected', () => {
  it('never states a lower false-match rate than the unprotected comparison', () => {
    fc.assert(
      fc.property(seed, seed, (one, other) => {
        const face = madeFace(one);
        const probe = madeFace(other, face);
        const clear = compare(face, probe, 1e-3, calibration);
        const hidden = compareProtected(protect(face, madeKey(one)), madeKey(one), probe, 1e-3, calibration);
        if (hidden.kind !== 'match') return;
        expect(clear.kind).toBe('match');
        expect(hidden.falseMatchRate).toBeGreaterThanOrEqual(clear.kind === 'match' ? clear.falseMatchRate : 1);
      }),
    );
  });

  it('matches the traveller, but no other person, and not with a wrong key', () => {
    const face = madeFace(1);
    const identifier = protect(face, madeKey(1));
    const outcome = (key: number, probe: Float32Array) =>
      compareProtected(identifier, madeKey(key), probe, 1e-4, calibration).kind;
    expect(outcome(1, madeFace(2, face))).toBe('match');
    expect(outcome(1, madeFace(3))).toBe('below-threshold');
    expect(outcome(2, madeFace(2, face))).toBe('below-threshold');
  });

  it('refuses a rate that is not proven', () => {
    expect(() => compareProtected(protect(madeFace(1), madeKey(1)), madeKey(1), madeFace(1), 0.5, calibration)).toThrow(
      expect.objectContaining({ code: 'false-match-rate-unproven' }),
    );
  });
});
