import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Principal } from '../../platform/access/principal.ts';
import type { Act, Role } from '../../platform/access/vocabulary.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import type { LedgerGate } from '../ledger/ledger-gate.ts';
import { recordAct } from './record-act.ts';

/** One reading of a person, act and record in a minute: an open page asks again by itself. */
const RATE = { perSecond: 1 / 60, burst: 1 };

/** Records what guests from outside the agency read. */
export class ReadingBook {
  readonly #parts: { readonly queue: WriteQueue; readonly ledger: LedgerGate; readonly clock: Clock };
  readonly #rateLimit: TokenBuckets;

  constructor(parts: { readonly queue: WriteQueue; readonly ledger: LedgerGate; readonly clock: Clock }) {
    this.#parts = parts;
    this.#rateLimit = new TokenBuckets(RATE, parts.clock);
  }

  /** Resolves when the ledger has the reading. @param subject id of the record that is read, where it has one */
  async note({ personId, sessionId }: Principal, role: Role, act: Act, subject: string | undefined): Promise<void> {
    if (this.#rateLimit.take(`${personId} ${act} ${subject ?? ''}`) > 0) return;
    const { queue, ledger, clock } = this.#parts;
    const target = subject === undefined ? {} : { subject };
    const draft = {
      person: personId,
      session: sessionId,
      role,
      act,
      target,
      result: 'done',
      at: clock.wallMs(),
      details: { step: 'read' },
    };
    await queue.run((transaction) => recordAct(transaction, draft));
    await ledger.settle();
  }
}
