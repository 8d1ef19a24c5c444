import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personIdSchema, siteIdSchema } from '../../../../server/platform/access/vocabulary.ts';
import {
  BREAK_MS,
  endOf,
  isOpen,
  judgeStart,
  judgeWatching,
  WATCH_MS,
  WATCHES_COUNT_MS,
  type Watch,
} from '../../../../server/border/referrals/watch.ts';

const NORTH = siteIdSchema.parse('north');
const SOUTH = siteIdSchema.parse('south');
const person = personIdSchema.parse('anna-b');
const MINUTE_MS = 60_000;

const watch = (startedAt: number, endsAt: number, endedAt: number | null = null): Watch => ({
  ...{ id: String(startedAt), site: NORTH, person, startedAt, endsAt, endedAt },
});

describe('watch', () => {
  it('ends after an hour', () => {
    const one = watch(0, WATCH_MS);
    expect(isOpen(one, WATCH_MS - 1)).toBe(true);
    expect(isOpen(one, WATCH_MS)).toBe(false);
    expect(judgeWatching([one], NORTH, WATCH_MS - 1)).toBeUndefined();
    expect(judgeWatching([one], NORTH, WATCH_MS)).toBe('relief-due');
  });

  it('continues over a short break and restarts after a long one', () => {
    const early = watch(0, WATCH_MS, 40 * MINUTE_MS);
    expect(judgeStart([early], 45 * MINUTE_MS)).toEqual({ kind: 'may-start', endsAt: 65 * MINUTE_MS });
    expect(judgeStart([early], 55 * MINUTE_MS)).toEqual({ kind: 'may-start', endsAt: 115 * MINUTE_MS });
    const whole = watch(0, WATCH_MS);
    expect(judgeStart([whole], WATCH_MS + 1)).toEqual({ kind: 'break-due', until: WATCH_MS + BREAK_MS });
    expect(judgeStart([whole], WATCH_MS + BREAK_MS).kind).toBe('may-start');
  });

  it('refuses a second site, and work at a site that is not watched', () => {
    const one = watch(0, WATCH_MS);
    expect(judgeStart([one], 1)).toEqual({ kind: 'watching', watch: one });
    expect(judgeWatching([one], SOUTH, 1)).toBe('watching-elsewhere');
    expect(judgeWatching([], NORTH, 1)).toBe('not-on-watch');
  });

  it('never exceeds an hour without a break, under any sequence of starts and ends', () => {
    const turn = fc.record({ waitMs: fc.nat(40 * MINUTE_MS), stayMs: fc.integer({ min: 1, max: 90 * MINUTE_MS }) });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 12 }), (turns) => {
        const past: Watch[] = [];
        let now = 0;
        for (const { waitMs, stayMs } of turns) {
          now += waitMs;
          const judged = judgeStart(
            past.filter(({ startedAt }) => startedAt >= now - WATCHES_COUNT_MS),
            now,
          );
          if (judged.kind !== 'may-start') continue;
          past.push(watch(now, judged.endsAt, now + stayMs));
          now = Math.min(now + stayMs, judged.endsAt);
        }
        let watchedMs = 0;
        let before = Number.NEGATIVE_INFINITY;
        for (const one of past) {
          if (one.startedAt - before >= BREAK_MS) watchedMs = 0;
          watchedMs += endOf(one) - one.startedAt;
          before = endOf(one);
          expect(watchedMs).toBeLessThanOrEqual(WATCH_MS);
        }
      }),
    );
  });
});
