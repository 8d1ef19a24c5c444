import { describe, expect, it } from 'vitest';
import { EMBEDDERS } from '../../../models/face/embedders.ts';
import { seededRandom } from '../../models/face/rendering/seeded-random.ts';
import { centroidsOf } from './centroids.ts';
import { crossFittedScores, type GroupedFace, groupedFaces, pairsWithinGroups, type Scorer } from './cross-fit.ts';
import { embeddingsOf } from './embeddings.ts';
import { makeCentring } from './make-centring.ts';

const random = seededRandom(8);
const vectors = (): Float32Array[] =>
  EMBEDDERS.map(({ length }) => Float32Array.from({ length }, () => random.normal()));
/** 60 people with two faces each, in two groups. */
const faces = Array.from({ length: 120 }, (_, at): GroupedFace => {
  const person = at >> 1;
  const face = { plain: vectors(), mirrored: vectors(), advice: undefined, outside: 0 };
  return { face, person, group: person % 2 === 0 ? 'a' : 'b' };
});
const numbers = [...faces.keys()];

describe('pairsWithinGroups', () => {
  it('lists each pair of different people of one group once', () => {
    const pairs = pairsWithinGroups(faces, numbers);
    expect(pairs).toHaveLength(2 * ((60 * 58) / 2));
    for (const { one, other } of pairs) {
      expect(faces[one]?.group).toBe(faces[other]?.group);
      expect(faces[one]?.person).not.toBe(faces[other]?.person);
    }
  });
});

describe('crossFittedScores', () => {
  it('scores every pair, and none with a fit to one of its people', () => {
    const pairs = pairsWithinGroups(faces, numbers);
    let fitted = new Set<number>();
    const seen: Set<number>[] = [];
    const fit = (to: readonly GroupedFace[]): Scorer => {
      fitted = new Set(to.map(({ person }) => person));
      seen.push(fitted);
      // The score is the number of the fit, so each pair shows by which fit it was scored.
      const number = seen.length;
      return { centring: makeCentring(groupedFaces(to), 1), score: () => number };
    };
    const scores = crossFittedScores(faces, pairs, fit);
    pairs.forEach(({ one, other }, at) => {
      const own = seen[scores[at]! - 1];
      expect(own?.has(faces[one]!.person)).toBe(false);
      expect(own?.has(faces[other]!.person)).toBe(false);
    });
  });
});

describe('centroidsOf', () => {
  it('gives directions of norm 1, each of enough faces', () => {
    const centring = makeCentring(groupedFaces(faces), 1);
    const centroids = centroidsOf([...faces, ...faces, ...faces].map(({ face }) => embeddingsOf(face, centring).probe));
    for (const centroid of centroids) expect(Math.hypot(...centroid)).toBeCloseTo(1, 4);
    // 360 faces give at most 18 clusters of 20.
    expect(centroids.length).toBeLessThanOrEqual(18);
  });
});
