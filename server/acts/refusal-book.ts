import { recordAct } from './record-act.ts';
import { TokenBuckets } from '../../hardware/host/token-bucket.ts';
import type { Clock } from '../../hardware/host/clock.ts';
import type { Events } from '../base/events.ts';
import type { LedgerGate } from '../ledger/ledger-gate.ts';
import type { WriteQueue } from '../database/write-queue.ts';
import type { Principal } from '../access/principal.ts';
import type { AccessRefusal, Act } from '../access/vocabulary.ts';

/** One of a person, act and reason in this time: who tries again and again writes no more than that. */
const PACE = { perSecond: 1 / 600, burst: 1 };

export interface RefusalBookParts {
  readonly queue: WriteQueue;
  readonly ledger: LedgerGate;
  readonly clock: Clock;
  readonly events: Events;
}

/** Records what people tried to do and were refused: whoever audits sees who looks for ways in. */
export class RefusalBook {
  readonly #parts: RefusalBookParts;
  readonly #pace: TokenBuckets;
  readonly #writing = new Set<Promise<void>>();

  constructor(parts: RefusalBookParts) {
    this.#parts = parts;
    this.#pace = new TokenBuckets(PACE, parts.clock);
  }

  /** Returns at once. That a step-up was asked for is no attempt at anything, and not recorded. */
  note(principal: Principal, act: Act, code: AccessRefusal): void {
    if (code === 'step-up-required') return;
    if (this.#pace.take(`${principal.personId} ${act} ${code}`) > 0) return;
    const { queue, ledger, clock, events } = this.#parts;
    const draft = { person: principal.personId, role: null, act, result: code, at: clock.wallMs() };
    const write = queue
      .run((transaction) => recordAct(transaction, draft))
      .then(() => ledger.settle())
      .catch((error: unknown) => events.emit({ event: 'fault', where: 'refusal-book', error }));
    this.#writing.add(write);
    void write.finally(() => this.#writing.delete(write));
  }

  /** Resolves once all that was noted is durable. */
  async settle(): Promise<void> {
    await Promise.all(this.#writing);
  }
}
