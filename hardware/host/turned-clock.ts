import type { Clock } from './clock.ts';

/** A clock that only moves when a test advances it. */
export interface TurnedClock extends Clock {
  /** Moves both times forward, firing due timers in order, and lets promise callbacks run before, between and after them. */
  advance(byMs: number): Promise<void>;
  /** Moves the wall time only, as an administrator or NTP would. */
  jumpWall(byMs: number): void;
  /** Simulates suspend: wall and boot time advance, timers and the monotonic clock do not. */
  suspend(byMs: number): void;
  /** Number of pending timers. */
  pending(): number;
}

/** Lets callbacks of resolved promises run. */
const promiseCallbacks = () => new Promise((resolve) => setImmediate(resolve));

export function turnedClock(startWallMs = Date.UTC(2026, 0, 1)): TurnedClock {
  let monotonic = 0;
  let wallOffset = startWallMs;
  let asleep = 0;
  let nextId = 0;
  const timers = new Map<number, { dueMs: number; fire: () => void }>();

  const earliestDue = (limit: number) => {
    let found: { id: number; dueMs: number; fire: () => void } | undefined;
    for (const [id, timer] of timers) {
      if (timer.dueMs <= limit && (found === undefined || timer.dueMs < found.dueMs)) found = { id, ...timer };
    }
    return found;
  };

  return {
    wallMs: () => wallOffset + monotonic,
    monotonicMs: () => monotonic,
    sinceBootMs: () => monotonic + asleep,
    after(delayMs, fire) {
      const id = nextId++;
      timers.set(id, { dueMs: monotonic + Math.max(0, delayMs), fire });
      return () => void timers.delete(id);
    },
    async advance(byMs) {
      await promiseCallbacks();
      const end = monotonic + byMs;
      for (let timer = earliestDue(end); timer !== undefined; timer = earliestDue(end)) {
        timers.delete(timer.id);
        monotonic = Math.max(monotonic, timer.dueMs);
        timer.fire();
        await promiseCallbacks();
      }
      monotonic = end;
      await promiseCallbacks();
    },
    jumpWall(byMs) {
      wallOffset += byMs;
    },
    suspend(byMs) {
      wallOffset += byMs;
      asleep += byMs;
    },
    pending: () => timers.size,
  };
}
