/** One traveller's time at the lane: a random number, when it began and how long each step took. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../hardware/clock/clock.ts';
import type { TransactionId } from '../../server/contract/report.ts';
import type { Step } from '../../server/contract/vocabulary.ts';

export interface Transaction {
  readonly id: TransactionId;
  /** Wall time, ms. */
  readonly startedAt: number;
  /** Starts or goes on with a step; the step before ends. */
  enter(step: Exclude<Step, 'total'>): void;
  /** Whole milliseconds so far, `total` included. */
  durations(): Partial<Record<Step, number>>;
}

export function beginTransaction(clock: Clock): Transaction {
  const startedMs = clock.monotonicMs();
  const spent = new Map<Step, number>();
  let current: { step: Step; sinceMs: number } | undefined;

  const settle = (): void => {
    if (current === undefined) return;
    const now = clock.monotonicMs();
    spent.set(current.step, (spent.get(current.step) ?? 0) + now - current.sinceMs);
    current = { step: current.step, sinceMs: now };
  };

  return {
    id: randomBytes(16).toString('hex') as TransactionId,
    startedAt: Math.round(clock.wallMs()),
    enter(step) {
      settle();
      current = { step, sinceMs: clock.monotonicMs() };
    },
    durations() {
      settle();
      const rounded = [...spent].map(([step, ms]) => [step, Math.round(ms)] as const);
      return { ...Object.fromEntries(rounded), total: Math.round(clock.monotonicMs() - startedMs) };
    },
  };
}
