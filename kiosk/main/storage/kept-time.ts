/**
 * The clock for erasure. The wall clock alone is not sufficient: set back by a year, it would extend storage by a year; set
 * forward, it would erase too early. It is therefore accepted only if it agrees with the time since boot and with the
 * latest time seen.
 */
import { z } from 'zod';
import type { Clock } from '../../../hardware/host/clock.ts';
import { type MemoryFile, readMemoryFile, writeMemoryFile } from '../../platform/base/memory-file.ts';

/** `behind`: earlier than it can be. `ahead`: it jumped forward while the machine ran. */
export type ClockTrouble = 'behind' | 'ahead';

export interface KeptTime {
  /** Reliable milliseconds since 1970. Never decreases, even over restarts. */
  nowMs(): number;
  /** Fault of the machine's clock; `undefined` when there is none. */
  trouble(): ClockTrouble | undefined;
  /** Stores the latest time on the disk. Throws the error of writing. */
  remember(): void;
}

/** Tolerated correction by network time in one step, ms. */
const TOLERANCE_MS = 120_000;
const memorySchema = z.strictObject({ version: z.literal(1), latestMs: z.int().min(0) });

/**
 * At a start the wall clock is accepted unless it is behind the latest time seen, because there is no other source for the
 * time while the machine was off.
 *
 * @param memory file for the latest time
 * @throws MemoryError when the file is damaged or lost, because the clock could have been set back
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
    // Follow a small step forwards, but never backwards
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
