/**
 * The time by which things are erased. The machine's wall clock alone will not do: put back by a year, it would keep everything for a
 * year longer; put forward, it would erase what is still to be kept. So the wall clock is believed only as far as it agrees with the time
 * that has passed since boot, and with the latest time that was ever seen here.
 */
import { z } from 'zod';
import type { Clock } from '../../hardware/clock/clock.ts';
import { type MemoryFile, readMemoryFile, writeMemoryFile } from '../memory-file.ts';

/** `behind`: earlier than it can be. `ahead`: it jumped forward while the machine ran. */
export type ClockTrouble = 'behind' | 'ahead';

export interface KeptTime {
  /** Milliseconds since 1970, as far as they can be relied on. Never goes back, over restarts neither. */
  nowMs(): number;
  /** What is wrong with the machine's clock; `undefined` when nothing is. */
  trouble(): ClockTrouble | undefined;
  /** Puts the latest time on the disk. Throws what writing does. */
  remember(): void;
}

/** What network time corrects in one step without anybody having to look, ms. */
const TOLERANCE_MS = 120_000;
const memorySchema = z.strictObject({ version: z.literal(1), latestMs: z.int().min(0) });

/**
 * At a start the wall clock is believed unless it is behind the latest time seen: how long the machine was off, nobody else knows. What
 * became overdue meanwhile is overdue.
 *
 * @param memory where the latest time is remembered
 * @throws MemoryError for one that is damaged or lost: the clock could have been put back
 */
export function keepTime(clock: Clock, memory: MemoryFile): KeptTime {
  const latestMs = readMemoryFile(memory, memorySchema)?.latestMs ?? 0;
  let nowMs = Math.max(clock.wallMs(), latestMs);
  let bootMs = clock.sinceBootMs();
  let trouble: ClockTrouble | undefined;

  const observe = (): void => {
    const boot = clock.sinceBootMs();
    const expected = nowMs + Math.max(0, boot - bootMs);
    bootMs = boot;
    const differenceMs = clock.wallMs() - expected;
    if (differenceMs < -TOLERANCE_MS) trouble = 'behind';
    else if (differenceMs > TOLERANCE_MS) trouble = 'ahead';
    else trouble = undefined;
    // A small step forward is followed, one back never
    nowMs = trouble === undefined ? Math.max(expected, clock.wallMs()) : expected;
  };
  observe();

  return {
    nowMs() {
      observe();
      return nowMs;
    },
    trouble() {
      observe();
      return trouble;
    },
    remember() {
      observe();
      writeMemoryFile(memory, { version: 1, latestMs: Math.floor(nowMs) });
    },
  };
}
