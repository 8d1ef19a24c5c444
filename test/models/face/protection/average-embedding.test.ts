import { describe, expect, it } from 'vitest';
import { comparisonScore } from '../../../../models/face/compare.ts';
import { DIRECTIONS_LENGTH } from '../../../../models/face/embedders.ts';
import { averageEmbedding } from '../../../../models/face/protection/average-embedding.ts';
import { protectedScore } from '../../../../models/face/protection/compare-protected.ts';
import { DIRECTION_SCALE } from '../../../../models/face/protection/constants.ts';
import { int8Directions, protect, renew } from '../../../../models/face/protection/pseudonymous-identifier.ts';
import { madeFace, madeKey } from './made-faces.ts';

const unusable = expect.objectContaining({ code: 'template-unusable' }) as Error;

describe('averageEmbedding', () => {
  it('returns the picture for a single picture', () => {
    const face = madeFace(1);
    expect(averageEmbedding([face])).toEqual(face);
  });

  it('scores the mean of the pictures’ scores, also when protected and renewed', () => {
    const face = madeFace(1);
    const pictures = Array.from({ length: 5 }, (_, picture) => madeFace(10 + picture, face).fill(0, DIRECTIONS_LENGTH));
    const probe = madeFace(20, face).fill(0, DIRECTIONS_LENGTH);
    const mean = pictures.reduce((sum, picture) => sum + comparisonScore(picture, probe) / pictures.length, 0);
    const average = averageEmbedding(pictures);
    expect(comparisonScore(average, probe)).toBeCloseTo(mean, 5);
    expect(protectedScore(protect(average, madeKey(1)), madeKey(1), probe)).toBeCloseTo(mean, 2);
    const renewed = renew(protect(average, madeKey(1)), madeKey(1), madeKey(2));
    expect(protectedScore(renewed, madeKey(2), probe)).toBeCloseTo(mean, 2);
  });

  it('does not reveal its norm in the stored record', () => {
    const pictures = [1, 2, 3].map((seed) => madeFace(seed, madeFace(9)));
    const [average, one] = [averageEmbedding(pictures), pictures[0]!];
    const stored = (face: Float32Array, key: number): number =>
      Math.hypot(...int8Directions(protect(face, madeKey(key)))) / DIRECTION_SCALE;
    for (const key of [1, 2, 3, 4]) expect(Math.abs(stored(average, key) - stored(one, key))).toBeLessThan(0.002);
    const masked = [1, 2, 3, 4].map((key) => protect(average, madeKey(key)).subarray(-2).join());
    expect(new Set(masked).size).toBe(4);
  });

  it('refuses an empty list and another length, and protects no pictures that cancel out', () => {
    const face = madeFace(1);
    for (const pictures of [[], [new Float32Array(3)], [face, new Float32Array(3)]]) {
      expect(() => averageEmbedding(pictures)).toThrow(unusable);
    }
    const opposite = averageEmbedding([face, face.map((value) => -value)]);
    expect(() => protect(opposite, madeKey(1))).toThrow(unusable);
  });
});
