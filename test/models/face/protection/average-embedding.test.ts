import { describe, expect, it } from 'vitest';
import { comparisonScore } from '../../../../models/face/compare.ts';
import { DIRECTIONS_LENGTH } from '../../../../models/face/embedders.ts';
import { averageEmbedding } from '../../../../models/face/protection/average-embedding.ts';
import { protect } from '../../../../models/face/protection/pseudonymous-identifier.ts';
import { madeFace, madeKey } from './made-faces.ts';

const unusable = expect.objectContaining({ code: 'template-unusable' }) as Error;

describe('averageEmbedding', () => {
  it('of one picture is that picture', () => {
    const face = madeFace(1);
    averageEmbedding([face]).forEach((value, at) => expect(value).toBeCloseTo(face[at]!, 6));
  });

  it('is nearer to one more picture of the person than each of its pictures is', () => {
    const face = madeFace(1);
    const pictures = Array.from({ length: 5 }, (_, picture) => madeFace(10 + picture, face).fill(0, DIRECTIONS_LENGTH));
    const probe = madeFace(20, face).fill(0, DIRECTIONS_LENGTH);
    const average = comparisonScore(averageEmbedding(pictures), probe);
    for (const picture of pictures) expect(average).toBeGreaterThan(comparisonScore(picture, probe));
  });

  it('can be protected, at the ends of the range of strengths too', () => {
    for (const strength of [Math.log(0.8), Math.log(1.3)]) {
      const pictures = [1, 2, 3].map((seed) => madeFace(seed, madeFace(9)).fill(strength, DIRECTIONS_LENGTH));
      expect(() => protect(averageEmbedding(pictures), madeKey(1))).not.toThrow();
    }
  });

  it('refuses none, one of another length, and pictures that cancel out', () => {
    const face = madeFace(1);
    const opposite = face.map((value) => -value);
    for (const pictures of [[], [new Float32Array(3)], [face, opposite]]) {
      expect(() => averageEmbedding(pictures)).toThrow(unusable);
    }
  });
});
