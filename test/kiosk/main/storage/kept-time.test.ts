import { rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { memoryFileIn } from '../../../../kiosk/platform/base/memory-file.ts';
import { keepTime } from '../../../../kiosk/main/storage/kept-time.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const START = Date.UTC(2030, 0, 1);
const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

function keeping(startMs = START, file = memoryFileIn({ dataDir: temporaryFolder() }, 'time')) {
  const clock = turnedClock(startMs);
  return { clock, file, time: keepTime(clock, file) };
}

describe('the clock for erasures', () => {
  it('follows the wall clock, also during suspension', async () => {
    const { clock, time } = keeping();
    await clock.advance(HOUR_MS);
    clock.suspend(10 * HOUR_MS);
    expect(time.nowMs()).toBe(START + 11 * HOUR_MS);
    expect(time.trouble()).toBeUndefined();
  });

  it('follows small corrections forward, and none backward', () => {
    const { clock, time } = keeping();
    clock.jumpWall(5_000);
    expect(time.nowMs()).toBe(START + 5_000);
    clock.jumpWall(-5_000);
    expect(time.nowMs()).toBe(START + 5_000);
    expect(time.trouble()).toBeUndefined();
  });

  it('continues when the clock is set back by a year, and reports a fault until it is correct again', async () => {
    const { clock, time } = keeping();
    clock.jumpWall(-YEAR_MS);
    expect(time.trouble()).toBe('behind');
    await clock.advance(HOUR_MS);
    expect(time.nowMs()).toBe(START + HOUR_MS);
    clock.jumpWall(YEAR_MS);
    expect(time.trouble()).toBeUndefined();
    expect(time.nowMs()).toBe(START + HOUR_MS);
  });

  it('is not advanced when the wall clock is set forward by a year while the machine runs', async () => {
    const { clock, time } = keeping();
    clock.jumpWall(YEAR_MS);
    expect(time.trouble()).toBe('ahead');
    await clock.advance(HOUR_MS);
    expect(time.nowMs()).toBe(START + HOUR_MS);
  });

  it('detects a wall clock that is set back in small steps', () => {
    const { clock, time } = keeping();
    const troubles = Array.from({ length: 5 }, () => {
      clock.jumpWall(-60_000);
      return time.trouble();
    });
    expect(troubles).toEqual([undefined, undefined, 'behind', 'behind', 'behind']);
  });

  it('keeps the latest time over a restart, and does not accept an earlier wall clock', () => {
    const { file, time, clock } = keeping();
    clock.suspend(HOUR_MS);
    time.remember();
    const again = keeping(START - YEAR_MS, file);
    expect(again.time.trouble()).toBe('behind');
    expect(again.time.nowMs()).toBe(START + HOUR_MS);
    const later = keeping(START + 2 * YEAR_MS, file);
    expect(later.time.trouble()).toBeUndefined();
    expect(later.time.nowMs()).toBe(START + 2 * YEAR_MS);
  });

  it.each(['', 'not JSON', '{"version":2}', '{"version":1,"latestMs":-1}'])(
    'does not start from a memory that is %j',
    (text) => {
      const memory = memoryFileIn({ dataDir: temporaryFolder() }, 'time');
      writeFileSync(memory.file, text);
      expect(() => keeping(START, memory)).toThrow(expect.objectContaining({ code: 'memory-unreadable' }));
    },
  );

  it('does not start without its memory once it was written, whatever the wall clock shows', () => {
    const { file, time } = keeping();
    time.remember();
    rmSync(file.file);
    expect(() => keeping(START - YEAR_MS, file)).toThrow(expect.objectContaining({ code: 'memory-missing' }));
  });

  it('never goes back, whatever the wall clock does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(1_000_000), fc.integer({ min: -YEAR_MS, max: YEAR_MS }))),
        async (moves) => {
          const { clock, time } = keeping();
          let before = time.nowMs();
          for (const [passedMs, jumpMs] of moves) {
            clock.suspend(passedMs);
            clock.jumpWall(jumpMs);
            expect(time.nowMs()).toBeGreaterThanOrEqual(before + passedMs);
            expect(time.nowMs()).toBeLessThanOrEqual(before + passedMs + 120_000);
            before = time.nowMs();
          }
        },
      ),
    );
  });
});

it('the machine’s clock states how long the machine has been running', () => {
  const first = systemClock.sinceBootMs();
  expect(first).toBeGreaterThan(0);
  expect(systemClock.sinceBootMs()).toBeGreaterThanOrEqual(first);
});
