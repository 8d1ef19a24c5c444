import { recordAct } from './record-act.ts';
import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Events } from '../../platform/base/events.ts';
import type { LedgerGate } from '../ledger/ledger-gate.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import type { Principal } from '../../platform/access/principal.ts';
import type { AccessRefusal, Act } from '../../platform/access/vocabulary.ts';

/** One refusal for each person, act and code in this time, so that repeated attempts do not fill the table. */
const RATE = { perSecond: 1 / 600, burst: 1 };

export interface RefusalBookParts {
  readonly queue: WriteQueue;
  readonly ledger: LedgerGate;
  readonly clock: Clock;
  readonly events: Events;
}

/** Records refused attempts for auditors. */
export class RefusalBook {
  readonly #parts: RefusalBookParts;
  readonly #rateLimit: TokenBuckets;
  readonly #writing = new Set<Promise<void>>();

  constructor(parts: RefusalBookParts) {
    this.#parts = parts;
    this.#rateLimit = new TokenBuckets(RATE, parts.clock);
  }

  /** Returns at once. A request for a step-up is not an attempt and is not recorded. */
  note(principal: Principal, act: Act, code: AccessRefusal): void {
    if (code === 'step-up-required') return;
    if (this.#rateLimit.take(`${principal.personId} ${act} ${code}`) > 0) return;
    const { queue, ledger, clock, events } = this.#parts;
    const draft = {
      person: principal.personId,
      session: principal.sessionId,
      role: null,
      act,
      result: code,
      at: clock.wallMs(),
    };
    const write = queue
      .run((transaction) => recordAct(transaction, draft))
      .then(() => ledger.settle())
      .catch((error: unknown) => events.emit({ event: 'fault', where: 'refusal-book', error }));
    this.#writing.add(write);
    void write.finally(() => this.#writing.delete(write));
  }

  /** Resolves once all noted refusals are durable. */
  async settle(): Promise<void> {
    await Promise.all(this.#writing);
  }
}
