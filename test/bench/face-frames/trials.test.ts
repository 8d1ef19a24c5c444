import { describe, expect, it } from 'vitest';
import { DIRECTIONS_LENGTH } from '../../../models/face/embedders.ts';
import { madeFace } from '../../models/face/protection/made-faces.ts';
import { seededRandom } from '../../models/face/rendering/seeded-random.ts';
import { impostorScores, ratesOf, scoreAtRate, scoreOf, type Trial, trialsOfImages } from './trials.ts';

const face = (seed: number, like?: Float32Array): Float32Array => madeFace(seed, like).fill(0, DIRECTIONS_LENGTH);
const person = (number: number, group: string, images: number) => {
  const own = face(100 * number);
  const image = (at: number) => face(100 * number + at, own);
  return {
    ...{ number, group },
    images: Array.from({ length: images }, (_, at) => ({ reference: image(at), probe: image(at) })),
  };
};

describe('the trials of a person', () => {
  it('never compare an image with a probe that contains it', () => {
    const { images, ...rest } = person(1, 'F', 5);
    for (const { references, frames } of trialsOfImages({ ...rest, images }, 3, seededRandom(1))) {
      expect(frames).toHaveLength(3);
      const at = images.findIndex(({ reference }) => reference === references[0]);
      expect(frames).not.toContain(images[at]?.probe);
    }
  });
});

describe('the fusions', () => {
  it('give scores in the order weakest frame, fused frames, best frame', () => {
    const own = face(1);
    const frames = [2, 3, 4].map((seed) => face(seed, own));
    const [weakest, fused, best] = (['weakest', 'fused', 'best'] as const).map((fusion) =>
      scoreOf(fusion, own, frames),
    );
    expect(fused).toBeGreaterThanOrEqual(weakest ?? Number.NaN);
    expect(best).toBeGreaterThanOrEqual(fused ?? Number.NaN);
  });
});

describe('the rates', () => {
  const trials: Trial[] = [person(1, 'F', 4), person(2, 'F', 4), person(3, 'M', 4)].flatMap((one) =>
    trialsOfImages(one, 3, seededRandom(one.number)),
  );
  it('count only impostors of the same group, and each miss of a person', () => {
    expect(impostorScores(trials, 'fused')).toHaveLength(2 * 4 * 4);
    const all = ratesOf(trials, 'fused', { matches: () => false, singleFrames: 2 }, seededRandom(1));
    expect(all).toMatchObject({ people: 3, genuine: 12, falseNonMatches: 12, falseMatches: 0, impostors: 32 });
    expect([all.falseNonMatchRate, all.falseMatchRateAtSingleFrames]).toEqual([1, 0]);
  });
  it('use the score that a share of impostors exceeds as the threshold', () => {
    const scores = Float64Array.from({ length: 1_000 }, (_, at) => at / 1_000);
    const score = scoreAtRate(scores, 1e-2);
    expect(scores.filter((one) => one > score)).toHaveLength(10);
  });
});
