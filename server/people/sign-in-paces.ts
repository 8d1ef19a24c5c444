import { networkOf } from '../http/network-of.ts';
import type { Clock } from '../base/clock.ts';
import type { Transaction } from '../database/connection.ts';
import { deletePace, deletePacesBefore, findPace, putPace, type StoredPace } from './tables/sign-in-paces.ts';
import type { WriteQueue } from '../database/write-queue.ts';
import { FORGOTTEN_AFTER_MS, judgePace, PACE_RULES, withoutOne, type PaceKind } from './pace-rule.ts';
import type { Sealer } from './sealer.ts';

/** What an attempt is counted against. */
export interface PaceSubject {
  readonly kind: PaceKind;
  readonly name: string;
}

export type Admission = { readonly kind: 'admitted' } | { readonly kind: 'refused'; readonly retryAfterS: number };

/** Throttles attempts by what the database remembers of failures, so that a restart forgives nobody. */
export class SignInPaces {
  readonly #queue: WriteQueue;
  readonly #clock: Clock;
  readonly #sealer: Sealer;

  constructor(parts: { readonly queue: WriteQueue; readonly clock: Clock; readonly sealer: Sealer }) {
    this.#queue = parts.queue;
    this.#clock = parts.clock;
    this.#sealer = parts.sealer;
  }

  /** Counts an attempt as a failure before it is looked at; `forgive` takes it back. Refused by one subject, it counts for none. */
  admit(subjects: readonly PaceSubject[]): Promise<Admission> {
    return this.#queue.run(async (transaction) => {
      const now = this.#clock.wallMs();
      await deletePacesBefore(transaction, now - FORGOTTEN_AFTER_MS);
      const charges: { readonly digest: string; readonly charged: StoredPace }[] = [];
      for (const subject of subjects) {
        const digest = this.#digestOf(subject);
        const judgement = judgePace(PACE_RULES[subject.kind], await findPace(transaction, digest), now);
        if (judgement.kind === 'refused') return judgement;
        charges.push({ digest, charged: judgement.charged });
      }
      for (const { digest, charged } of charges) await putPace(transaction, digest, charged);
      return { kind: 'admitted' };
    });
  }

  /**
   * After a success. An account's or a device's failures are forgotten, an address's are not: whoever has one account could
   * otherwise try others for ever.
   */
  async forgive(transaction: Transaction, subjects: readonly PaceSubject[]): Promise<void> {
    for (const subject of subjects) {
      const digest = this.#digestOf(subject);
      const kept = await findPace(transaction, digest);
      if (kept === undefined) continue;
      if (subject.kind === 'address') await putPace(transaction, digest, withoutOne(kept));
      else await deletePace(transaction, digest);
    }
  }

  #digestOf({ kind, name }: PaceSubject): string {
    return this.#sealer.digest('pace', `${kind} ${name}`);
  }
}

export function addressSubject(remoteAddress: string | undefined): PaceSubject {
  return { kind: 'address', name: networkOf(remoteAddress ?? '') };
}
