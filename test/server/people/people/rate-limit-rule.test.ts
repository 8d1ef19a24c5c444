import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FIRST_WAIT_MS,
  FORGOTTEN_AFTER_MS,
  judgeAttempt,
  LONGEST_WAIT_MS,
  withoutOne,
} from '../../../../server/people/people/rate-limit-rule.ts';
import type { StoredRateLimit } from '../../../../server/people/people/tables/sign-in-rate-limits.ts';

const RULE = { free: 5 };

/** Makes failing attempts with these pauses; returns the times of the admitted ones and the longest requested wait. */
function attempts(pauses: readonly number[]): { admitted: number[]; longestWaitS: number } {
  let kept: StoredRateLimit | undefined;
  let now = 1_000_000;
  let longestWaitS = 0;
  const admitted: number[] = [];
  for (const pause of pauses) {
    now += pause;
    const judgement = judgeAttempt(RULE, kept, now);
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

describe('sign-in rate limit', () => {
  it('survives a clock that is set back: no wait of a year, and failures still count', () => {
    const YEAR_MS = 31_536_000_000;
    const kept = { failures: 9, failedAt: 2 * YEAR_MS, refusedUntil: 2 * YEAR_MS + LONGEST_WAIT_MS };
    const judgement = judgeAttempt(RULE, kept, YEAR_MS);
    expect(judgement).toMatchObject({ kind: 'admitted', charged: { failures: 10, failedAt: YEAR_MS } });
    const { charged } = judgement as Extract<typeof judgement, { kind: 'admitted' }>;
    expect(charged.refusedUntil - YEAR_MS).toBe(LONGEST_WAIT_MS);
    expect(judgeAttempt(RULE, charged, YEAR_MS + 1)).toMatchObject({ kind: 'refused' });
    // A small difference between the clocks of two servers does not reset the wait
    expect(judgeAttempt(RULE, kept, 2 * YEAR_MS - 10_000)).toMatchObject({ kind: 'refused' });
  });

  it('never exceeds a quarter of an hour', () => {
    fc.assert(
      fc.property(pauses, (list) => {
        expect(attempts(list).longestWaitS * 1_000).toBeLessThanOrEqual(LONGEST_WAIT_MS);
      }),
    );
  });

  it('admits an attempt after the announced wait', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 10_000_000 }), (failures, now) => {
        const kept = { failures, failedAt: now, refusedUntil: now + 12_345 };
        const judgement = judgeAttempt(RULE, kept, now);
        if (judgement.kind !== 'refused') throw new Error('admitted');
        expect(judgeAttempt(RULE, kept, now + judgement.retryAfterS * 1_000).kind).toBe('admitted');
      }),
    );
  });

  it('admits at most fifteen attempts in any hour, even with pauses in between', () => {
    fc.assert(
      fc.property(pauses, (list) => {
        const { admitted } = attempts(list);
        for (const from of admitted) {
          expect(admitted.filter((at) => at >= from && at < from + FORGOTTEN_AFTER_MS).length).toBeLessThanOrEqual(15);
        }
      }),
    );
  });

  it('doubles the wait from half a minute', () => {
    let kept: StoredRateLimit | undefined;
    let now = 0;
    const waits: number[] = [];
    for (let failures = 1; failures <= 11; failures++) {
      const judgement = judgeAttempt(RULE, kept, now);
      if (judgement.kind !== 'admitted') throw new Error('refused');
      kept = judgement.charged;
      waits.push(kept.refusedUntil - now);
      now = kept.refusedUntil;
    }
    const s = FIRST_WAIT_MS;
    expect(waits).toEqual([0, 0, 0, 0, s, 2 * s, 4 * s, 8 * s, 16 * s, LONGEST_WAIT_MS, LONGEST_WAIT_MS]);
  });

  it('removes one failure and the wait after a success', () => {
    expect(withoutOne({ failures: 7, failedAt: 5, refusedUntil: 9 })).toEqual({
      failures: 6,
      failedAt: 5,
      refusedUntil: 0,
    });
    expect(withoutOne({ failures: 0, failedAt: 5, refusedUntil: 9 }).failures).toBe(0);
  });
});
