import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REASON_CODES } from '../../../../server/contract/vocabulary.ts';
import { chancesOf, logLikelihood } from '../../../../server/border/referrals/beta-binomial.ts';
import { reasonCategoryOf } from '../../../../server/border/referrals/reason-category.ts';
import {
  REASON_CATEGORIES,
  driftChart,
  MIN_CASES,
  type DriftCase,
  type ReasonCategory,
} from '../../../../server/border/referrals/drift.ts';

/** Park and Miller's generator: the same numbers in each run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const casesOf = (
  person: string,
  count: number,
  rate: (doubt: ReasonCategory) => number,
  random: () => number,
): DriftCase[] =>
  Array.from({ length: count }, () => {
    const doubt = REASON_CATEGORIES[Math.floor(random() * REASON_CATEGORIES.length)] ?? 'lane';
    return { person, doubt, overridden: random() < rate(doubt) };
  });

const RATES: { readonly [D in ReasonCategory]: number } = { document: 0.1, person: 0.35, lane: 0.85, choice: 0.95 };

describe('beta-binomial distribution', () => {
  it('agrees with exact fractions', () => {
    // n = 2, a = b = 1: each of 0, 1 and 2 is a third.
    for (const chance of chancesOf(2, 0.5, 2)) expect(chance).toBeCloseTo(1 / 3, 10);
    // n = 10, a = 2, b = 3: P(3) = C(10,3) B(5,10) / B(2,3) = 1440 / 10010.
    expect(chancesOf(10, 0.4, 5)[3]).toBeCloseTo(1_440 / 10_010, 10);
  });

  it('sums to one, has the given mean, and is proportional to its likelihoods', () => {
    const mean = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    const strength = fc.double({ min: 0.5, max: 200, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), mean, strength, (n, m, s) => {
        const chances = chancesOf(n, m, s);
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 6);
        expect(chances.reduce((sum, chance, k) => sum + k * chance, 0) / n).toBeCloseTo(m, 6);
        const last = logLikelihood(n, n, m * s, (1 - m) * s);
        expect(Math.log(chances[n] ?? 0) - last).toBeCloseTo(0, 6);
      }),
      { numRuns: 60 },
    );
  });

  it('gives every count of 5,000 trials a probability', () => {
    const chances = chancesOf(5_000, 0.99, 99);
    expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 6);
  });
});

describe('drift chart', () => {
  it('gives no verdict on few decisions, or without colleagues', () => {
    const random = generator(1);
    const few = casesOf('anna', MIN_CASES - 1, (doubt) => RATES[doubt], random);
    const others = ['b', 'c', 'd', 'e'].flatMap((name) => casesOf(name, 60, (doubt) => RATES[doubt], random));
    const point = driftChart([...few, ...others]).find(({ person }) => person === 'anna');
    expect(point).toMatchObject({ verdict: 'too-few-to-say', expected: null, limits: null, cases: MIN_CASES - 1 });
    const alone = driftChart(casesOf('anna', 200, () => 1, random));
    expect(alone.map(({ verdict }) => verdict)).toEqual(['too-few-to-say']);
    expect(driftChart([])).toEqual([]);
  });

  it('marks a person who admits every doubted traveller, and one who admits none', () => {
    const random = generator(2);
    const others = 'bcdefgh'.split('').flatMap((name) => casesOf(name, 80, (doubt) => RATES[doubt], random));
    const often = casesOf('often', 80, () => 0.99, random);
    const rarely = casesOf('rarely', 80, () => 0.02, random);
    const verdicts = Object.fromEntries(
      driftChart([...others, ...often, ...rarely]).map(({ person, verdict }) => [person, verdict]),
    );
    expect(verdicts['often']).toBe('more-often');
    expect(verdicts['rarely']).toBe('less-often');
  });

  it('does not mark a person whose desk gets different cases', () => {
    const random = generator(3);
    const others = 'bcdefgh'.split('').flatMap((name) => casesOf(name, 80, (doubt) => RATES[doubt], random));
    const choices = Array.from({ length: 80 }, () => ({
      person: 'desk-of-choice',
      doubt: 'choice' as const,
      overridden: random() < RATES.choice,
    }));
    const point = driftChart([...others, ...choices]).find(({ person }) => person === 'desk-of-choice');
    expect(point?.verdict).toBe('within');
    expect(point?.expected).toBeGreaterThan(65);
  });

  /** Charts of honest people with different leanings: the number of points, and of points outside. */
  const honest = (charts: number, people: number, cases: number, leaningMost: number) => {
    const random = generator(4);
    const points = Array.from({ length: charts }, () =>
      driftChart(
        Array.from({ length: people }, (_, index) => {
          const leaning = (random() - 0.5) * 2 * leaningMost;
          return casesOf(`p${index}`, cases, () => Math.min(1, Math.max(0, 0.6 + leaning)), random);
        }).flat(),
      ),
    ).flat();
    const outside = points.filter(({ verdict }) => verdict === 'more-often' || verdict === 'less-often');
    return outside.length / points.length;
  };

  it('marks few honest people, in small teams too', () => {
    expect(honest(60, 8, 40, 0.08)).toBeLessThan(0.005);
    expect(honest(120, 4, 60, 0.25)).toBeLessThan(0.01);
  });

  it('gives wider limits with fewer colleagues', () => {
    const roomOf = (people: number) => {
      const random = generator(5);
      const cases = Array.from({ length: people }, (_, index) => casesOf(`p${index}`, 60, () => 0.6, random)).flat();
      const limits = driftChart(cases)[0]?.limits;
      return (limits?.high ?? 0) - (limits?.low ?? 0);
    };
    expect(roomOf(4)).toBeGreaterThan(roomOf(12) + 5);
  });

  it('marks exactly the points outside the limits; the expected count lies between them', () => {
    const random = generator(6);
    const cases = 'abcdef'.split('').flatMap((name) => casesOf(name, 40, () => 0.5, random));
    const points = driftChart([...cases, ...casesOf('often', 40, () => 1, random)]);
    for (const { overridden, limits, expected, verdict } of points) {
      if (limits === null || expected === null) throw new Error('expected limits: there is enough data');
      expect(verdict).toBe(overridden > limits.high ? 'more-often' : overridden < limits.low ? 'less-often' : 'within');
      expect(expected).toBeGreaterThan(limits.low);
      expect(expected).toBeLessThan(limits.high);
    }
    expect(points.find(({ person }) => person === 'often')?.verdict).toBe('more-often');
  });
});

describe('reason category', () => {
  it('is the gravest category among the reasons', () => {
    expect(reasonCategoryOf(['device-fault', 'chip-copied'])).toBe('document');
    expect(reasonCategoryOf(['traveller-chose-desk', 'below-threshold'])).toBe('person');
    expect(reasonCategoryOf([])).toBe('lane');
    for (const reason of REASON_CODES) expect(REASON_CATEGORIES).toContain(reasonCategoryOf([reason]));
  });
});
