import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctedShare, roganGladen } from '../../../../../server/oversight/observatory/statistics/corrected-share.ts';
import {
  type ComparedTravellers,
  falseNonMatchRate,
} from '../../../../../server/oversight/observatory/statistics/false-non-match-rate.ts';
import { binomial, chanceOf } from '../fixtures/binomial.ts';

const PERFECT = { kind: 'assumed', low: 1, value: 1, high: 1 } as const;
const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe('the corrected share of genuine travellers', () => {
  it('turns the apparent share back into the true one', () => {
    const quality = fc.double({ min: 0.55, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, quality, quality, (share, sensitivity, specificity) => {
        const apparent = share * sensitivity + (1 - share) * (1 - specificity);
        expect(roganGladen(apparent, sensitivity, specificity)).toBeCloseTo(share, 9);
      }),
    );
  });

  it('may be anything without labels, and with labels that are no better than a coin', () => {
    const coin = { kind: 'measured', right: 5, of: 10 } as const;
    expect(correctedShare({ labelled: 0, of: 0, sensitivity: PERFECT, specificity: PERFECT })).toEqual({
      share: undefined,
      low: 0,
      high: 1,
    });
    expect(correctedShare({ labelled: 3, of: 9, sensitivity: coin, specificity: coin }).share).toBeUndefined();
  });

  it('is less certain the less is known about the officers', () => {
    const labels = { labelled: 180, of: 200, specificity: PERFECT } as const;
    const width = (of: number) => {
      const { low, high } = correctedShare({
        ...labels,
        sensitivity: { kind: 'measured', right: 0.95 * of, of },
      });
      return high - low;
    };
    expect(width(100)).toBeGreaterThan(width(1_000));
    expect(width(1_000)).toBeGreaterThan(width(100_000));
  });
});

interface World {
  readonly travellers: number;
  readonly falseNonMatchRate: number;
  /** Impostors of all travellers; the lane rejects nearly all of them. */
  readonly impostors: number;
  readonly sensitivity: number;
  readonly specificity: number;
  /** Cases with a known truth, on which the officers were measured. */
  readonly tests: number;
  /** Rejected travellers whom an officer settled. */
  readonly settled: number;
}

function yearOf(world: World, chance: () => number): ComparedTravellers {
  const impostors = binomial(chance, world.travellers, world.impostors);
  const genuine = binomial(chance, world.travellers - impostors, world.falseNonMatchRate);
  const settledGenuine = binomial(chance, genuine, world.settled);
  const settledImpostors = binomial(chance, impostors, world.settled);
  return {
    compared: world.travellers,
    rejected: genuine + impostors,
    settled: settledGenuine + settledImpostors,
    foundGenuine:
      binomial(chance, settledGenuine, world.sensitivity) + binomial(chance, settledImpostors, 1 - world.specificity),
    sensitivity: { kind: 'measured', right: binomial(chance, world.tests, world.sensitivity), of: world.tests },
    specificity: { kind: 'measured', right: binomial(chance, world.tests, world.specificity), of: world.tests },
  };
}

const WORLDS: readonly World[] = [
  {
    travellers: 200_000,
    falseNonMatchRate: 0.02,
    impostors: 0.01,
    sensitivity: 0.995,
    specificity: 0.8,
    tests: 400,
    settled: 0.9,
  },
  {
    travellers: 20_000,
    falseNonMatchRate: 0.02,
    impostors: 0.001,
    sensitivity: 0.97,
    specificity: 0.86,
    tests: 200,
    settled: 0.7,
  },
  {
    travellers: 5_000,
    falseNonMatchRate: 0.01,
    impostors: 0.0001,
    sensitivity: 0.99,
    specificity: 0.9,
    tests: 100,
    settled: 0.9,
  },
];

describe('the false-non-match rate of lanes in service', () => {
  it.each(WORLDS.map((world, at) => [at, world] as const))(
    'holds the injected rate in at least 94 of 100 years of world %d',
    (at, world) => {
      const chance = chanceOf(31 + at);
      const years = 1_000;
      let [held, sum] = [0, 0];
      for (let year = 0; year < years; year++) {
        const { rate, low, high } = falseNonMatchRate(yearOf(world, chance));
        if (low <= world.falseNonMatchRate && world.falseNonMatchRate <= high) held++;
        sum += rate ?? 0;
      }
      expect(held / years).toBeGreaterThan(0.935);
      expect(sum / years / world.falseNonMatchRate).toBeCloseTo(1, 1);
    },
  );

  it('is not the share of rejected travellers, which impostors raise', () => {
    const found = falseNonMatchRate(yearOf(WORLDS[0]!, chanceOf(5)));
    expect(found.high).toBeLessThan(0.03);
  });

  it('contains its estimate, and lies within 0 and 1, for any counts', () => {
    const quality = fc.integer({ min: 1, max: 500 }).chain((of) =>
      fc.record({
        kind: fc.constant('measured' as const),
        right: fc.integer({ min: 0, max: of }),
        of: fc.constant(of),
      }),
    );
    const parts = fc.tuple(fc.integer({ min: 0, max: 1_000_000 }), unit, unit, unit, quality, quality);
    fc.assert(
      fc.property(parts, ([compared, rejectedShare, settledShare, genuineShare, sensitivity, specificity]) => {
        const rejected = Math.floor(compared * rejectedShare);
        const settled = Math.floor(rejected * settledShare);
        const foundGenuine = Math.floor(settled * genuineShare);
        const found = falseNonMatchRate({ compared, rejected, settled, foundGenuine, sensitivity, specificity });
        expect(found.low).toBeGreaterThanOrEqual(0);
        expect(found.high).toBeLessThanOrEqual(1);
        expect(found.low).toBeLessThanOrEqual((found.rate ?? found.low) + 1e-12);
        expect(found.high).toBeGreaterThanOrEqual((found.rate ?? found.high) - 1e-12);
      }),
    );
  });

  it('is bounded by the rejected travellers when no officer settled one', () => {
    const found = falseNonMatchRate({
      compared: 10_000,
      rejected: 100,
      settled: 0,
      foundGenuine: 0,
      sensitivity: PERFECT,
      specificity: PERFECT,
    });
    expect(found.rate).toBeUndefined();
    expect(found.low).toBe(0);
    expect(found.high).toBeGreaterThan(0.01);
    expect(found.high).toBeLessThan(0.0125);
  });
});
