import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REASON_CODES } from '../../../server/contract/vocabulary.ts';
import { tailsOf } from '../../../server/referrals/beta-binomial.ts';
import { doubtOf } from '../../../server/referrals/doubt.ts';
import { DOUBTS, driftChart, LEAST_CASES, type DriftCase, type Doubt } from '../../../server/referrals/drift.ts';

/** Park and Miller's generator: the same numbers each time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const casesOf = (person: string, count: number, rate: (doubt: Doubt) => number, random: () => number): DriftCase[] =>
  Array.from({ length: count }, () => {
    const doubt = DOUBTS[Math.floor(random() * DOUBTS.length)] ?? 'lane';
    return { person, doubt, overridden: random() < rate(doubt) };
  });

const RATES: { readonly [D in Doubt]: number } = { document: 0.1, person: 0.35, lane: 0.85, choice: 0.95 };

describe('the beta-binomial distribution', () => {
  it('gives the chances that fractions give', () => {
    // n = 2, a = b = 1: each of 0, 1 and 2 is a third.
    expect(tailsOf(1, 2, 0.5, 2).low).toBeCloseTo(2 / 3, 10);
    // n = 10, a = 2, b = 3: P(3) = C(10,3) B(5,10) / B(2,3) = 1440 / 10010.
    const three = tailsOf(3, 10, 0.4, 5).low - tailsOf(2, 10, 0.4, 5).low;
    expect(three).toBeCloseTo(1_440 / 10_010, 10);
  });

  it('sums to one, and its tails meet', () => {
    const mean = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    const strength = fc.double({ min: 0.5, max: 200, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), mean, strength, fc.nat(1_000), (n, m, s, share) => {
        const k = Math.floor((share / 1_001) * (n + 1));
        const { low, high } = tailsOf(k, n, m, s);
        expect(tailsOf(n, n, m, s).low).toBeCloseTo(1, 6);
        expect(low + high).toBeGreaterThan(1 - 1e-6);
        if (k > 0) expect(tailsOf(k - 1, n, m, s).low + high).toBeCloseTo(1, 6);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the chart of decisions', () => {
  it('says nothing of few decisions, or without colleagues', () => {
    const random = generator(1);
    const few = casesOf('anna', LEAST_CASES - 1, (doubt) => RATES[doubt], random);
    const others = ['b', 'c', 'd', 'e'].flatMap((name) => casesOf(name, 60, (doubt) => RATES[doubt], random));
    const point = driftChart([...few, ...others]).find(({ person }) => person === 'anna');
    expect(point).toMatchObject({ verdict: 'too-few-to-say', expected: null, limits: null, cases: LEAST_CASES - 1 });
    const alone = driftChart(casesOf('anna', 200, () => 1, random));
    expect(alone.map(({ verdict }) => verdict)).toEqual(['too-few-to-say']);
    expect(driftChart([])).toEqual([]);
  });

  it('sees somebody who admits whomever the lane doubts, and somebody who admits nobody', () => {
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

  it('does not hold it against anybody that their desk gets other cases', () => {
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

  it('calls few who differ no more than colleagues do, in a thousand charts', () => {
    const random = generator(4);
    let points = 0;
    let outside = 0;
    for (let chart = 0; chart < 150; chart++) {
      const cases = Array.from({ length: 8 }, (_, index) => {
        // People differ: each has a leaning of their own.
        const leaning = (random() - 0.5) * 0.16;
        return casesOf(`p${index}`, 40, (doubt) => Math.min(1, Math.max(0, RATES[doubt] + leaning)), random);
      }).flat();
      for (const { verdict } of driftChart(cases)) {
        points += 1;
        if (verdict === 'more-often' || verdict === 'less-often') outside += 1;
      }
    }
    expect(points).toBe(1_200);
    expect(outside / points).toBeLessThan(0.005);
  });
});

describe('what a lane doubted', () => {
  it('is the gravest of its reasons', () => {
    expect(doubtOf(['device-fault', 'chip-copied'])).toBe('document');
    expect(doubtOf(['traveller-chose-desk', 'below-threshold'])).toBe('person');
    expect(doubtOf([])).toBe('lane');
    for (const reason of REASON_CODES) expect(DOUBTS).toContain(doubtOf([reason]));
  });
});
