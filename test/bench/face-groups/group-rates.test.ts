import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../models/face/rendering/seeded-random.ts';
import { groupRates, type Impostor } from './group-rates.ts';
import { groupsOf } from './groupings.ts';
import { randomImpostors, strongestWithinCells, thresholdOf } from './impostors.ts';
import { matedPairs, missesByGroup } from './mated.ts';

const ETHNICITIES = ['north', 'south'];
/** 120 images of 60 people: a sex and an ethnicity for each. */
const labels = Array.from({ length: 120 }, (_, image) => ({
  file: `${image}.jpg`,
  person: String(image >> 1),
  sex: (image >> 1) % 2 === 0 ? 'F' : 'M',
  ethnicity: ETHNICITIES[(image >> 2) % 2],
  age: undefined,
}));
const people = Int32Array.from(labels, (_, image) => image >> 1);
const images = [...labels.keys()];
const cells = [...groupsOf('everyone', labels, images).values()].flat();
const random = () => {
  const stream = seededRandom(4);
  return () => stream.between(0, 1);
};
/** Four cells of 30 images, two images per person. */
const PAIRS_OF_A_CELL = (30 * 28) / 2;

describe('rates by group', () => {
  it('compare different people of one sex and ethnicity', () => {
    const { comparisons, impostors } = strongestWithinCells(cells, people, () => 1, 1);
    expect(comparisons).toBe(4 * PAIRS_OF_A_CELL);
    for (const { one, other } of impostors) {
      expect(people[one]).not.toBe(people[other]);
      expect([labels[one]?.sex, labels[one]?.ethnicity]).toEqual([labels[other]?.sex, labels[other]?.ethnicity]);
    }
  });

  it('count each group, and find the one with the highest false-match rate', () => {
    const noise = seededRandom(7);
    const scores = new Map<number, number>();
    const scoreOf = (one: number, other: number): number => {
      const key = one * 1000 + other;
      const raised = labels[one]?.ethnicity === 'south' ? 1.2 : 0;
      if (!scores.has(key)) scores.set(key, noise.normal() + raised);
      return scores.get(key)!;
    };
    const { impostors } = strongestWithinCells(cells, people, scoreOf, 1);
    const matches = impostors.filter(({ score }) => score >= 2);
    const { rates, differential } = groupRates(groupsOf('ethnicity', labels, images), people, matches, random());
    const counted = (ethnicity: string): number =>
      matches.filter(({ one }) => labels[one]?.ethnicity === ethnicity).length;
    expect(rates.map(({ group, people: count, falseMatches }) => [group, count, falseMatches])).toEqual([
      ['north', 30, counted('north')],
      ['south', 30, counted('south')],
    ]);
    for (const { falseMatchRate, interval, comparisons, falseMatches } of rates) {
      expect(comparisons).toBe(2 * PAIRS_OF_A_CELL);
      expect(falseMatchRate).toBe(falseMatches / comparisons);
      expect(interval[0]).toBeLessThanOrEqual(falseMatchRate);
      expect(interval[1]).toBeGreaterThanOrEqual(falseMatchRate);
    }
    expect(differential).toMatchObject({ worst: 'south', best: 'north' });
    expect(differential?.worstOverBest[0]).toBeCloseTo(counted('south') / counted('north'), 12);
    expect(differential?.worstOverBest[1]).toBeGreaterThan(1);
    expect(differential?.worstOverGeometricMean[0]).toBeCloseTo(Math.sqrt(counted('south') / counted('north')), 12);
  });

  it('count a group without a false match as half a match in comparisons of groups', () => {
    const one = cells.flat().find((image) => labels[image]?.ethnicity === 'north')!;
    const cell = cells.find((list) => list.includes(one))!;
    const match: Impostor = { one, other: cell.find((image) => people[image] !== people[one])!, score: 1 };
    const { differential } = groupRates(groupsOf('ethnicity', labels, images), people, [match], random());
    expect(differential?.worstOverBest[0]).toBeCloseTo(2, 12);
  });

  it('have no differential with a single group', () => {
    const { differential } = groupRates(groupsOf('everyone', labels, images), people, [], random());
    expect(differential).toBeUndefined();
  });

  it('give the threshold of a rate, and null when the rate is below one comparison', () => {
    const within = strongestWithinCells(cells, people, (one, other) => one + other / 1000, 0.1);
    const threshold = thresholdOf(within, 0.01)!;
    expect(within.impostors.filter(({ score }) => score >= threshold)).toHaveLength(
      Math.floor(0.01 * within.comparisons),
    );
    expect(thresholdOf(within, 1e-9)).toBeNull();
  });

  it('also count impostors of all groups', () => {
    const { comparisons, falseMatches } = randomImpostors(images, people, () => 0.5, [0.4, 0.6]);
    expect(comparisons).toBe((120 * 118) / 2);
    expect(falseMatches).toEqual([comparisons, 0]);
  });
});

describe('misses by group', () => {
  it('compare the images of one person, and count a failure to acquire as a miss', () => {
    const mated = matedPairs(images, people);
    expect(mated).toHaveLength(60);
    const scoreOf = (reference: number): number => (labels[reference]?.sex === 'F' ? 1 : Number.NEGATIVE_INFINITY);
    const rates = missesByGroup(mated, labels, ({ sex }) => sex, scoreOf, 0.5);
    expect(rates.map(({ group, comparisons, misses }) => [group, comparisons, misses])).toEqual([
      ['F', 30, 0],
      ['M', 30, 30],
    ]);
    expect(rates[0]?.interval[1]).toBeGreaterThan(0.1);
  });
});
