import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FIRST_WAIT_MS,
  FORGOTTEN_AFTER_MS,
  judgePace,
  LONGEST_WAIT_MS,
  withoutOne,
} from '../../../server/people/pace-rule.ts';
import type { StoredPace } from '../../../server/people/tables/sign-in-paces.ts';

const RULE = { free: 5 };

/** Attempts that all fail, each so long after the one before; what was admitted when, and the longest wait that was asked for. */
function attempts(pauses: readonly number[]): { admitted: number[]; longestWaitS: number } {
  let kept: StoredPace | undefined;
  let now = 1_000_000;
  let longestWaitS = 0;
  const admitted: number[] = [];
  for (const pause of pauses) {
    now += pause;
    const judgement = judgePace(RULE, kept, now);
    if (judgement.kind === 'admitted') {
      kept = judgement.charged;
      admitted.push(now);
    } else {
      longestWaitS = Math.max(longestWaitS, judgement.retryAfterS);
    }
  }
  return { admitted, longestWaitS };
}

const pauses = fc.array(fc.integer({ min: 0, max: 3_000_000 }), { maxLength: 200 });

describe('the pace of attempts', () => {
  it('outlives a clock that was set back: nobody waits for a year, and failures still count', () => {
    const YEAR_MS = 31_536_000_000;
    const kept = { failures: 9, failedAt: 2 * YEAR_MS, refusedUntil: 2 * YEAR_MS + LONGEST_WAIT_MS };
    const judgement = judgePace(RULE, kept, YEAR_MS);
    expect(judgement).toMatchObject({ kind: 'admitted', charged: { failures: 10, failedAt: YEAR_MS } });
    const { charged } = judgement as Extract<typeof judgement, { kind: 'admitted' }>;
    expect(charged.refusedUntil - YEAR_MS).toBe(LONGEST_WAIT_MS);
    expect(judgePace(RULE, charged, YEAR_MS + 1)).toMatchObject({ kind: 'refused' });
    // Servers of one database whose clocks differ a little forgive nothing
    expect(judgePace(RULE, kept, 2 * YEAR_MS - 10_000)).toMatchObject({ kind: 'refused' });
  });

  it('asks nobody to wait longer than a quarter of an hour, however they try', () => {
    fc.assert(
      fc.property(pauses, (list) => {
        expect(attempts(list).longestWaitS * 1_000).toBeLessThanOrEqual(LONGEST_WAIT_MS);
      }),
    );
  });

  it('admits whoever has waited as long as was said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 10_000_000 }), (failures, now) => {
        const kept = { failures, failedAt: now, refusedUntil: now + 12_345 };
        const judgement = judgePace(RULE, kept, now);
        if (judgement.kind !== 'refused') throw new Error('admitted');
        expect(judgePace(RULE, kept, now + judgement.retryAfterS * 1_000).kind).toBe('admitted');
      }),
    );
  });

  it('admits at most fifteen in any hour, also to whoever rests in between to be forgotten', () => {
    fc.assert(
      fc.property(pauses, (list) => {
        const { admitted } = attempts(list);
        for (const from of admitted) {
          expect(admitted.filter((at) => at >= from && at < from + FORGOTTEN_AFTER_MS).length).toBeLessThanOrEqual(15);
        }
      }),
    );
  });

  it('doubles from half a minute', () => {
    let kept: StoredPace | undefined;
    let now = 0;
    const waits: number[] = [];
    for (let failures = 1; failures <= 11; failures++) {
      const judgement = judgePace(RULE, kept, now);
      if (judgement.kind !== 'admitted') throw new Error('refused');
      kept = judgement.charged;
      waits.push(kept.refusedUntil - now);
      now = kept.refusedUntil;
    }
    const s = FIRST_WAIT_MS;
    expect(waits).toEqual([0, 0, 0, 0, s, 2 * s, 4 * s, 8 * s, 16 * s, LONGEST_WAIT_MS, LONGEST_WAIT_MS]);
  });

  it('takes one back after a success, and the wait with it', () => {
    expect(withoutOne({ failures: 7, failedAt: 5, refusedUntil: 9 })).toEqual({
      failures: 6,
      failedAt: 5,
      refusedUntil: 0,
    });
    expect(withoutOne({ failures: 0, failedAt: 5, refusedUntil: 9 }).failures).toBe(0);
  });
});
