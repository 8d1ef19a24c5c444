import { describe, expect, it } from 'vitest';
import { GROUPS } from '../../../../../server/contract/group-counts.ts';
import { responseProbabilities } from '../../../../../server/contract/randomised-response.ts';
import {
  groupEstimate,
  groupRate,
  type RandomisedEnds,
  simultaneousQuantile,
} from '../../../../../server/oversight/observatory/statistics/group-rates.ts';
import { binomial, chanceOf } from '../fixtures/binomial.ts';

/** Travellers of each group whose answer was asked, and the rate of each group. */
interface World {
  readonly travellers: readonly number[];
  readonly rates: readonly number[];
}

/** A period of service: ends drawn by the rates, answers by randomised response. */
function periodOf({ travellers, rates }: World, chance: () => number): RandomisedEnds {
  const { kept, other } = responseProbabilities(travellers.length);
  const counted = travellers.map(() => 0);
  const others = travellers.map(() => 0);
  travellers.forEach((of, group) => {
    const hit = binomial(chance, of, rates[group] ?? 0);
    for (const [answers, count] of [
      [counted, hit],
      [others, of - hit],
    ] as const) {
      let left = count;
      const truths = binomial(chance, left, kept);
      answers[group] = (answers[group] ?? 0) + truths;
      left -= truths;
      const wrong = travellers.map((_, at) => at).filter((at) => at !== group);
      wrong.forEach((at, index) => {
        const share = index === wrong.length - 1 ? 1 : other / (other * (wrong.length - index));
        const hits = share === 1 ? left : binomial(chance, left, share);
        answers[at] = (answers[at] ?? 0) + hits;
        left -= hits;
      });
    }
  });
  return { counted, others };
}

const AGES = GROUPS.age.length;
const WORLDS: readonly (World & { readonly name: string })[] = [
  { name: 'two sexes', travellers: [150_000, 160_000, 900], rates: [0.02, 0.02, 0.02] },
  { name: 'six ages of 100,000', travellers: Array(AGES).fill(100_000), rates: Array(AGES).fill(0.01) },
  {
    name: 'six ages of different size',
    travellers: [2e5, 1e5, 3e5, 1e5, 1e5, 500],
    rates: [2, 1, 1, 3, 2, 1].map((rate) => rate / 100),
  },
];

const PERIODS = 400;

describe.each(WORLDS)('rates of groups from randomised answers: $name', ({ travellers, rates }) => {
  const chance = chanceOf(7);
  const probabilities = responseProbabilities(travellers.length);
  const shown = travellers.map((of, at) => ({ of, at })).filter(({ of }) => of >= 100_000);
  const periods = Array.from({ length: PERIODS }, () => periodOf({ travellers, rates }, chance));

  it('hold the true rate in their interval in about 95 of 100 periods', () => {
    for (const { at } of shown) {
      const held = periods.filter((ends) => {
        const rate = groupRate(ends, at, probabilities, 2);
        const truth = rates[at] ?? 0;
        return rate !== undefined && rate.low <= truth && truth <= rate.high;
      });
      // 99.99 % of runs with true intervals of 95 %
      expect(held.length / PERIODS).toBeGreaterThan(0.905);
    }
  });

  it('estimate travellers and rates without bias', () => {
    for (const { of, at } of shown) {
      const mean = (value: (ends: RandomisedEnds) => number) =>
        periods.reduce((sum, ends) => sum + value(ends), 0) / PERIODS;
      const all = ({ counted, others }: RandomisedEnds) => counted.map((count, group) => count + (others[group] ?? 0));
      expect(mean((ends) => groupEstimate(all(ends), at, probabilities)) / of).toBeCloseTo(1, 2);
      expect(mean((ends) => groupRate(ends, at, probabilities, 2)?.rate ?? 0)).toBeCloseTo(rates[at] ?? 0, 3);
    }
  });
});

describe('differences between groups', () => {
  const differing = (world: World, seed: number, periods: number) => {
    const probabilities = responseProbabilities(world.travellers.length);
    const chance = chanceOf(seed);
    const quantile = simultaneousQuantile(world.travellers.length);
    return Array.from({ length: periods }, () => {
      const ends = periodOf(world, chance);
      return world.travellers.map((_, at) => {
        const against = groupRate(ends, at, probabilities, quantile)?.against;
        return against !== undefined && (against.low > 1 || against.high < 1);
      });
    });
  };

  it('find a rate that is three times as high in a group of 100,000, in each period', () => {
    const rates = [0.03, 0.01, 0.01, 0.01, 0.01, 0.01];
    const found = differing({ travellers: Array(AGES).fill(100_000), rates }, 11, 200);
    expect(found.every(([first]) => first === true)).toBe(true);
    const sexes = differing({ travellers: [100_000, 100_000, 100_000], rates: [0.03, 0.01, 0.01] }, 12, 200);
    expect(sexes.every(([first]) => first === true)).toBe(true);
  });

  it('claim none where there is none, in 95 of 100 periods for all groups together', () => {
    const rates = Array<number>(AGES).fill(0.02);
    const claims = differing({ travellers: Array(AGES).fill(100_000), rates }, 13, 400).filter((groups) =>
      groups.includes(true),
    );
    // 99.99 % of runs at a true 5 %
    expect(claims.length).toBeLessThan(38);
  });

  it('claim none where travellers pass three times and are rejected each time or never', () => {
    // A traveller's passages have one answer and one end, so that the counts are the counts of fewer travellers
    const passages = 3;
    const travellers = Array<number>(AGES).fill(Math.round(100_000 / passages));
    const probabilities = responseProbabilities(AGES);
    const chance = chanceOf(15);
    const quantile = simultaneousQuantile(AGES);
    const times = (counts: readonly number[]) => counts.map((count) => passages * count);
    let held = 0;
    let claims = 0;
    for (let period = 0; period < 400; period += 1) {
      const { counted, others } = periodOf({ travellers, rates: Array<number>(AGES).fill(0.02) }, chance);
      const ends = { counted: times(counted), others: times(others) };
      const rates = travellers.map((_, at) => groupRate(ends, at, probabilities, quantile));
      if ((rates[0]?.low ?? 1) <= 0.02 && (rates[0]?.high ?? 0) >= 0.02) held += 1;
      const differ = ({ low, high }: { low: number; high: number }) => low > 1 || high < 1;
      if (rates.some((rate) => rate?.against !== undefined && differ(rate.against))) claims += 1;
    }
    expect(held / 400).toBeGreaterThan(0.905);
    expect(claims).toBeLessThan(38);
  });

  it('claim nothing where a rate cannot be told from zero', () => {
    const ends = periodOf({ travellers: Array(AGES).fill(100_000), rates: Array(AGES).fill(0) }, chanceOf(14));
    const probabilities = responseProbabilities(AGES);
    expect(groupRate(ends, 0, probabilities, 3)).toMatchObject({ rate: 0, low: 0, against: undefined });
    expect(
      groupRate({ counted: Array(AGES).fill(0), others: Array(AGES).fill(0) }, 0, probabilities, 3),
    ).toBeUndefined();
  });
});

it('the simultaneous quantile matches the normal distribution', () => {
  // Python 3: statistics.NormalDist().inv_cdf(1 - 0.025 / n)
  const expected = [
    [1, 1.959_964],
    [6, 2.638_257],
    [45, 3.260_767],
  ] as const;
  for (const [comparisons, quantile] of expected) {
    expect(Math.abs(simultaneousQuantile(comparisons) - quantile)).toBeLessThan(5e-4);
  }
});
