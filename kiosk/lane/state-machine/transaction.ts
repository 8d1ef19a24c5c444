/** One traveller's transaction: random ids, start time and durations of the steps. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { TransactionId } from '../../../server/contract/report.ts';
import { type ReceiptCode, transactionIdOf } from '../../../server/contract/traveller-receipt.ts';
import type { Step } from '../../../server/contract/vocabulary.ts';

export interface Transaction {
  /** A hash of the code. The code identifies the transaction, but cannot be found from the id. */
  readonly id: TransactionId;
  /** The traveller's code for a receipt. It leaves the lane only on the traveller's screen. */
  readonly code: ReceiptCode;
  /** Wall time, ms. */
  readonly startedAt: number;
  /** Starts or continues a step; the previous step ends. */
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

  const code = randomBytes(16).toString('hex') as ReceiptCode;
  return {
    id: transactionIdOf(code),
    code,
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
