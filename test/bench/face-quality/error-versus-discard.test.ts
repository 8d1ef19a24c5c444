import { describe, expect, it } from 'vitest';
import { falseNonMatchRate, gainOf, meanError, worst } from './error-versus-discard.ts';

/** Ten pairs, each of a different person. */
const pairs = Array.from({ length: 10 }, (_, index) => ({
  subject: String(index),
  one: 2 * index,
  other: 2 * index + 1,
  fails: index < 2,
}));
/** Only one image of a failing pair is bad; the lower quality counts. */
const telling = Array.from({ length: 20 }, (_, image) => (image === 1 || image === 3 ? 0 : 50));
const silent = Array.from({ length: 20 }, () => 50);

describe('error versus discard', () => {
  it('discards the images of lowest quality, and ties in their order', () => {
    expect(worst([3, 1, 2, 1], 0.5)).toEqual([false, true, false, true]);
    expect(worst(silent, 0.1).slice(0, 3)).toEqual([true, true, false]);
  });

  it('discards a comparison with either image', () => {
    expect(falseNonMatchRate(pairs, worst(telling, 0))).toBe(0.2);
    expect(falseNonMatchRate(pairs, worst(telling, 0.1))).toBe(0);
    expect(falseNonMatchRate(pairs, worst(telling, 1))).toBeNaN();
  });

  it('distinguishes a predictive score from a random one', () => {
    expect(gainOf(pairs, telling, 0.1, 200)).toMatchObject({ all: 0.2, kept: 0, reduction: 1 });
    expect(meanError(pairs, telling)).toBeLessThan(meanError(pairs, [...silent].reverse()));
  });
});
