import { expect, test } from 'vitest';
import { seededRandom } from '../../models/face/rendering/seeded-random.ts';
import { groupShares, type Trial } from './group-shares.ts';

/** `images` images of different people; the event occurred for the first `happened`. */
function trials(images: number, happened: number): Trial[] {
  return Array.from({ length: images }, (_, person) => ({ person, happened: person < happened }));
}

function shares(groups: Record<string, readonly Trial[]>) {
  const random = seededRandom(3);
  return groupShares(new Map(Object.entries(groups)), () => random.between(0, 1));
}

test('group shares: counts each group and compares the worst with the best', () => {
  const { shares: found, differential } = shares({ a: trials(200, 20), b: trials(100, 30), c: trials(50, 10) });
  expect(found.map(({ group, images, happened, share }) => [group, images, happened, share])).toEqual([
    ['a', 200, 20, 0.1],
    ['b', 100, 30, 0.3],
    ['c', 50, 10, 0.2],
  ]);
  const [ratio, low, high] = differential?.worstOverBest ?? [];
  expect(differential).toMatchObject({ worst: 'b', best: 'a' });
  expect(ratio).toBeCloseTo(3, 9);
  expect(low).toBeGreaterThan(1.7);
  expect(high).toBeLessThan(6);
});

test('group shares: the interval contains the share and is at least the exact binomial interval', () => {
  const { shares: found } = shares({ a: trials(40, 0), b: trials(40, 20) });
  // The exact interval of 0 of 40 ends at 1 - 0.025^(1/40).
  expect(found[0]?.interval[0]).toBe(0);
  expect(found[0]?.interval[1]).toBeCloseTo(1 - 0.025 ** (1 / 40), 3);
  expect(found[1]!.interval[0]).toBeLessThan(0.36);
  expect(found[1]!.interval[1]).toBeGreaterThan(0.64);
});

test('group shares: several images of one person do not narrow the interval', () => {
  const people = 10;
  const many = Array.from({ length: 400 }, (_, at) => ({ person: at % people, happened: at % people < 5 }));
  const { shares: found } = shares({ a: many, b: trials(10, 5) });
  const widthOf = (at: number) => found[at]!.interval[1] - found[at]!.interval[0];
  expect(widthOf(0)).toBeGreaterThan(0.4);
});

test('group shares: ignores a group without images, and compares no group with itself', () => {
  const { shares: found, differential } = shares({ a: trials(10, 5), b: [] });
  expect(found.map(({ group }) => group)).toEqual(['a']);
  expect(differential).toBeUndefined();
});
