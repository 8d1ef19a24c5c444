import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparisonScore } from '../../../../models/face/compare.ts';
import { DIRECTIONS_LENGTH } from '../../../../models/face/embedders.ts';
import { protectedScore } from '../../../../models/face/protection/compare-protected.ts';
import { IDENTIFIER_BYTES, STRENGTHS_AT } from '../../../../models/face/protection/constants.ts';
import {
  checkIdentifier,
  int8Directions,
  protect,
  renew,
} from '../../../../models/face/protection/pseudonymous-identifier.ts';
import { madeFace, madeKey } from './made-faces.ts';

const unusable = expect.objectContaining({ code: 'template-unusable' }) as Error;

/** Correlation of the stored directions of two identifiers. */
function likeness(one: Uint8Array, other: Uint8Array): number {
  const [a, b] = [int8Directions(one), int8Directions(other)];
  let [product, squares, others] = [0, 0, 0];
  a.forEach((value, at) => {
    product += value * b[at]!;
    squares += value * value;
    others += b[at]! * b[at]!;
  });
  return product / Math.sqrt(squares * others);
}

function deviation(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

describe('protect', () => {
  it('is deterministic, and does not change face and key', () => {
    const [face, key] = [madeFace(1), madeKey(1)];
    const [faceBefore, keyBefore] = [face.slice(), key.slice()];
    expect(protect(face, key)).toEqual(protect(face, key));
    expect(face).toEqual(faceBefore);
    expect(key).toEqual(keyBefore);
  });

  it('masks strengths with bytes that depend on the key', () => {
    const face = madeFace(1);
    const masked = Array.from({ length: 200 }, (_, key) => protect(face, madeKey(key))[STRENGTHS_AT]!);
    expect(new Set(masked).size).toBeGreaterThan(100);
    const mean = masked.reduce((sum, value) => sum + value, 0) / masked.length;
    expect(Math.abs(mean - 127.5)).toBeLessThan(5 * (74 / Math.sqrt(masked.length)));
  });

  it('refuses an invalid embedding', () => {
    const key = madeKey(1);
    for (const face of [new Float32Array(192), new Float32Array(706), madeFace(1).fill(Number.NaN)]) {
      expect(() => protect(face, key)).toThrow(unusable);
    }
    expect(() =>
      protect(
        madeFace(1).map((value) => 2 * value),
        key,
      ),
    ).toThrow(unusable);
    expect(() => protect(madeFace(1), new Uint8Array(16))).toThrow(
      expect.objectContaining({ code: 'protection-key-malformed' }),
    );
  });
});

describe('renew', () => {
  const faces = Array.from({ length: 40 }, (_, seed) => madeFace(seed));

  it('preserves the comparison score over ten renewals', () => {
    const [face, probe] = [madeFace(1), madeFace(2, madeFace(1))];
    let identifier = protect(face, madeKey(100));
    for (let round = 0; round < 10; round++) identifier = renew(identifier, madeKey(100 + round), madeKey(101 + round));
    expect(protectedScore(identifier, madeKey(110), probe)).toBeCloseTo(comparisonScore(face, probe), 2);
  });

  it('gives records that are as different as those of two people', () => {
    const own: number[] = [];
    const others: number[] = [];
    faces.forEach((face, at) => {
      const before = protect(face, madeKey(1_000 + at));
      const after = renew(before, madeKey(1_000 + at), madeKey(2_000 + at));
      own.push(likeness(before, after));
      others.push(likeness(before, protect(faces[(at + 1) % faces.length]!, madeKey(3_000 + at))));
    });
    // Both are inner products of uniform directions: deviation 1/sqrt(704), and the deviation of 40 samples within
    // four standard errors.
    const chance = 1 / Math.sqrt(DIRECTIONS_LENGTH);
    for (const values of [own, others]) {
      expect(Math.abs(deviation(values) / chance - 1)).toBeLessThan(4 / Math.sqrt(2 * values.length));
      expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length)).toBeLessThan(
        (4 * chance) / Math.sqrt(values.length),
      );
    }
  });

  it('gives a record that does not open with the previous key', () => {
    const [face, probe] = [madeFace(1), madeFace(2, madeFace(1))];
    const renewed = renew(protect(face, madeKey(1)), madeKey(1), madeKey(2));
    expect(protectedScore(renewed, madeKey(2), probe)).toBeGreaterThan(0.6);
    expect(protectedScore(renewed, madeKey(1), probe)).toBeLessThan(0.3);
  });

  it('does not recover the face with a wrong previous key', () => {
    const renewed = renew(protect(madeFace(1), madeKey(1)), madeKey(7), madeKey(2));
    expect(protectedScore(renewed, madeKey(2), madeFace(2, madeFace(1)))).toBeLessThan(0.3);
  });
});

describe('checkIdentifier', () => {
  it('refuses malformed identifiers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 800 }), (bytes) => {
        expect(() => checkIdentifier(bytes)).toThrow(unusable);
      }),
    );
    const identifier = protect(madeFace(1), madeKey(1));
    checkIdentifier(identifier);
    expect(() => checkIdentifier(identifier.subarray(1))).toThrow(unusable);
    const another = identifier.slice();
    another[0] = 3;
    expect(() => checkIdentifier(another)).toThrow(unusable);
  });

  it('refuses a record of format 1, without centring, for comparison and renewal', () => {
    const old = protect(madeFace(1), madeKey(1));
    old[0] = 1;
    for (const use of [
      () => checkIdentifier(old),
      () => protectedScore(old, madeKey(1), madeFace(1)),
      () => renew(old, madeKey(1), madeKey(2)),
    ]) {
      expect(use).toThrow(unusable);
    }
  });

  it('refuses an identifier with a norm above 1, which would score higher with every probe', () => {
    const identifier = protect(madeFace(1), madeKey(1));
    int8Directions(identifier).forEach((value, at, stored) => (stored[at] = Math.sign(value) * 127));
    expect(identifier).toHaveLength(IDENTIFIER_BYTES);
    expect(() => checkIdentifier(identifier)).toThrow(unusable);
    expect(() => protectedScore(identifier, madeKey(1), madeFace(1))).toThrow(unusable);
    expect(() => renew(identifier, madeKey(1), madeKey(2))).toThrow(unusable);
  });
});
