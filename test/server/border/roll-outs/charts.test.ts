import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHARTS,
  type LanePast,
  pastOf,
  type WatchedTraveller,
  watchRelease,
} from '../../../../server/border/roll-outs/charts.ts';

const PAST: LanePast = { travellers: 300, referred: 30, failed: 1, logMean: Math.log(14), logDeviation: 0.3 };
const traveller = (over: Partial<WatchedTraveller> = {}): WatchedTraveller => ({
  ...{ lane: 'north-1', referred: false, failed: false, seconds: 14, ...over },
});
const anyTraveller = fc.record({
  lane: fc.constantFrom('north-1', 'north-2'),
  referred: fc.boolean(),
  failed: fc.boolean(),
  seconds: fc.double({ min: 0, max: 86_400, noNaN: true }),
});
const watch = (travellers: readonly WatchedTraveller[], past: LanePast | undefined = PAST) =>
  watchRelease(travellers, () => past);
const many = (count: number, over: (at: number) => Partial<WatchedTraveller>) =>
  Array.from({ length: count }, (_, at) => traveller(over(at)));

describe('the charts of a roll-out', () => {
  it('do not ring for travellers like those before', () => {
    expect(watch(many(2_000, (at) => ({ referred: at % 10 === 0 }))).rang).toBeUndefined();
    expect(watch([]).rang).toBeUndefined();
  });

  it('ring for more referrals, more faults, and longer times, each by its own name', () => {
    expect(watch(many(300, (at) => ({ referred: at % 3 === 0 }))).rang).toBe('referrals');
    expect(watch(many(200, (at) => ({ failed: at % 12 === 0, referred: at % 12 === 0 }))).rang).toBe('faults');
    expect(watch(many(200, () => ({ seconds: 20 }))).rang).toBe('times');
  });

  it('ring within a few travellers when every one is referred, also at a lane without a past', () => {
    expect(watch(many(15, () => ({ referred: true }))).rang).toBe('referrals');
    expect(
      watchRelease(
        many(15, () => ({ referred: true })),
        () => undefined,
      ).rang,
    ).toBe('referrals');
  });

  it('are not rung by one traveller who takes a day', () => {
    expect(
      watch([...many(50, () => ({})), traveller({ seconds: 86_400 }), ...many(50, () => ({}))]).rang,
    ).toBeUndefined();
  });

  it('never fall, stay finite, and ring exactly when a sum has reached its limit', () => {
    fc.assert(
      fc.property(fc.array(anyTraveller, { maxLength: 120 }), fc.nat({ max: 119 }), (travellers, cut) => {
        const part = watch(travellers.slice(0, cut));
        const whole = watch(travellers);
        for (const chart of CHARTS) {
          expect(Number.isFinite(whole.highest[chart])).toBe(true);
          expect(whole.highest[chart]).toBeGreaterThanOrEqual(part.highest[chart]);
        }
        expect(whole.rang !== undefined).toBe(CHARTS.some((chart) => whole.highest[chart] >= 1));
        if (part.rang !== undefined) expect(whole.rang).toBe(part.rang);
      }),
    );
  });

  it('ring no earlier when a traveller was cleared instead of referred, or was faster', () => {
    fc.assert(
      fc.property(fc.array(anyTraveller, { minLength: 1, maxLength: 80 }), fc.nat(), (travellers, seed) => {
        const at = seed % travellers.length;
        const better = travellers.map((one, index) =>
          index === at ? { ...one, referred: false, failed: false, seconds: one.seconds / 2 } : one,
        );
        const [before, after] = [watch(travellers), watch(better)];
        for (const chart of CHARTS) {
          expect(after.highest[chart]).toBeLessThanOrEqual(before.highest[chart] + 1e-9);
        }
      }),
    );
  });

  it('take a past of any travellers', () => {
    fc.assert(
      fc.property(fc.array(anyTraveller, { maxLength: 60 }), fc.array(anyTraveller, { maxLength: 30 }), (past, now) => {
        const watched = watchRelease(now, () => pastOf(past));
        for (const chart of CHARTS) expect(Number.isFinite(watched.highest[chart])).toBe(true);
      }),
    );
  });
});
