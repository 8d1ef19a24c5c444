import { networkOf } from '../../platform/http/network-of.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import {
  deleteRateLimit,
  deleteRateLimitsBefore,
  findRateLimit,
  putRateLimit,
  type StoredRateLimit,
} from './tables/sign-in-rate-limits.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import {
  FORGOTTEN_AFTER_MS,
  judgeAttempt,
  RATE_LIMIT_RULES,
  withoutOne,
  type RateLimitKind,
} from './rate-limit-rule.ts';
import type { Sealer } from './sealer.ts';

/** The name, browser or address that an attempt is counted against. */
export interface RateLimitSubject {
  readonly kind: RateLimitKind;
  readonly name: string;
}

export type Admission = { readonly kind: 'admitted' } | { readonly kind: 'refused'; readonly retryAfterS: number };

/** Limits the rate of attempts. Failures are stored in the database, so a restart does not reset them. */
export class SignInRateLimit {
  readonly #queue: WriteQueue;
  readonly #clock: Clock;
  readonly #sealer: Sealer;

  constructor(parts: { readonly queue: WriteQueue; readonly clock: Clock; readonly sealer: Sealer }) {
    this.#queue = parts.queue;
    this.#clock = parts.clock;
    this.#sealer = parts.sealer;
  }

  /** Counts an attempt as a failure before it is checked; `forgive` takes it back. An attempt that one subject refuses counts for none. */
  admit(subjects: readonly RateLimitSubject[]): Promise<Admission> {
    return this.#queue.run(async (transaction) => {
      const now = this.#clock.wallMs();
      await deleteRateLimitsBefore(transaction, now - FORGOTTEN_AFTER_MS);
      const charges: { readonly digest: string; readonly charged: StoredRateLimit }[] = [];
      for (const subject of subjects) {
        const digest = this.#digestOf(subject);
        const judgement = judgeAttempt(RATE_LIMIT_RULES[subject.kind], await findRateLimit(transaction, digest), now);
        if (judgement.kind === 'refused') return judgement;
        charges.push({ digest, charged: judgement.charged });
      }
      for (const { digest, charged } of charges) await putRateLimit(transaction, digest, charged);
      return { kind: 'admitted' };
    });
  }

  /**
   * Call it after a success. Forgets the failures of an account or a device, but not of an address: otherwise the holder of one account
   * could guess at others without limit.
   */
  async forgive(transaction: Transaction, subjects: readonly RateLimitSubject[]): Promise<void> {
    for (const subject of subjects) {
      const digest = this.#digestOf(subject);
      const kept = await findRateLimit(transaction, digest);
      if (kept === undefined) continue;
      if (subject.kind === 'address') await putRateLimit(transaction, digest, withoutOne(kept));
      else await deleteRateLimit(transaction, digest);
    }
  }

  #digestOf({ kind, name }: RateLimitSubject): string {
    return this.#sealer.digest('pace', `${kind} ${name}`);
  }
}

export function addressSubject(remoteAddress: string | undefined): RateLimitSubject {
  return { kind: 'address', name: networkOf(remoteAddress ?? '') };
}
