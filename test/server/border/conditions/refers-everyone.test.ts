import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { REFERS_EVERYONE, refersEveryoneSince } from '../../../../server/border/conditions/refers-everyone.ts';

const NOW = 10_000_000;
const { travellers, withinMs } = REFERS_EVERYONE;
const minutesAgo = (...minutes: number[]) => minutes.map((one) => NOW - one * 60_000);
const EIGHT = minutesAgo(8, 7, 6, 5, 4, 3, 2, 1);

describe('lane that refers everyone', () => {
  test('is detected after eight referrals in a row', () => {
    expect(refersEveryoneSince({ referredAt: EIGHT, lastOtherAt: undefined }, NOW)).toBe(NOW - 60_000);
    expect(refersEveryoneSince({ referredAt: EIGHT.slice(1), lastOtherAt: undefined }, NOW)).toBeUndefined();
  });

  test('is not detected with a clearance among the eight, and is after an earlier clearance', () => {
    expect(refersEveryoneSince({ referredAt: EIGHT, lastOtherAt: NOW - 4.5 * 60_000 }, NOW)).toBeUndefined();
    expect(refersEveryoneSince({ referredAt: EIGHT, lastOtherAt: NOW - 9 * 60_000 }, NOW)).toBe(NOW - 60_000);
  });

  test('is not detected when the referrals take more than 15 minutes', () => {
    const spread = minutesAgo(16, 14, 12, 10, 8, 6, 4, 2);
    expect(refersEveryoneSince({ referredAt: spread, lastOtherAt: undefined }, NOW)).toBeUndefined();
  });

  test('has at least eight referrals in 15 minutes and none older than the last other outcome', () => {
    const times = fc.array(fc.integer({ min: NOW - 2 * withinMs, max: NOW }), { maxLength: 30 });
    const other = fc.option(fc.integer({ min: NOW - 2 * withinMs, max: NOW }), { nil: undefined });
    fc.assert(
      fc.property(times, other, (referredAt, lastOtherAt) => {
        const since = refersEveryoneSince({ referredAt, lastOtherAt }, NOW);
        const run = referredAt.filter((at) => at > Math.max(lastOtherAt ?? 0, NOW - withinMs));
        expect(since !== undefined).toBe(run.length >= travellers);
        if (since !== undefined) expect(run.filter((at) => at <= since).length).toBeGreaterThanOrEqual(travellers);
      }),
    );
  });
});
