import type { Clock } from '../../hardware/host/clock.ts';

/**
 * A token bucket: `atOnce` tokens, and one more every `everyMs`. The function takes a token, or returns `false` when there
 * is none.
 */
export function allowance(clock: Clock, atOnce: number, everyMs: number): () => boolean {
  let left = atOnce;
  let countedAt = clock.monotonicMs();
  return () => {
    const now = clock.monotonicMs();
    left = Math.min(atOnce, left + (now - countedAt) / everyMs);
    countedAt = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
