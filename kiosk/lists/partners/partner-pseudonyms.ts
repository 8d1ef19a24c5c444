/**
 * Pseudonyms for partners, made while a document is read and kept when its decision is durable. Only sealed ones outlive the reading. A
 * failure never delays or refers a traveller: the partner then counts one document too few.
 */
import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';
import { boundsOfMonth, monthOf } from '../../../server/contract/partner-pseudonyms.ts';
import type { PartnerTerm } from '../../../server/contract/partner-terms.ts';
import type { TransactionId } from '../../../server/contract/report.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import { pseudonymInside } from './partner-keys.ts';
import { sealPseudonym } from './seal-pseudonym.ts';
import type { SealedPseudonym, SealedPseudonyms } from './sealed-pseudonyms.ts';

export interface PartnerPseudonyms {
  /**
   * Seals a pseudonym for each agreement that takes documents of this state. Never rejects.
   *
   * @param document as `documentSubject` makes it
   */
  read(
    id: TransactionId,
    document: Uint8Array,
    about: { readonly issuingState: string; readonly atMs: number },
  ): Promise<void>;
  /** Keeps what was sealed for this transaction. Never rejects. */
  decided(id: TransactionId): Promise<void>;
}

export interface PartnerPseudonymsOptions {
  readonly element: Pick<KeyProvider, 'chainPrf'>;
  readonly store: Pick<SealedPseudonyms, 'add'>;
  /** The terms in force now. */
  readonly terms: () => readonly PartnerTerm[];
  readonly log: LogEvent;
}

export function partnerPseudonyms({ element, store, terms, log }: PartnerPseudonymsOptions): PartnerPseudonyms {
  /** The pseudonyms of the one traveller in the lane. A document that is read again replaces it, so that each decision counts once. */
  let pending: { readonly id: TransactionId; readonly sealed: readonly SealedPseudonym[] } | undefined;
  const failed = (error: unknown) => log({ event: 'partner-pseudonym-failed', error: errorName(error) });

  return {
    async read(id, document, { issuingState, atMs }) {
      pending = undefined;
      const month = monthOf(atMs);
      const sealed: SealedPseudonym[] = [];
      for (const term of terms()) {
        if (!term.issuingStates.includes(issuingState) || !isWholeMonth(term, month)) continue;
        try {
          const pseudonym = await pseudonymInside(element, term, month, document);
          try {
            sealed.push({
              agreement: term.agreement.digest,
              month,
              sealed: await sealPseudonym(term, month, pseudonym),
            });
          } finally {
            pseudonym.fill(0);
          }
        } catch (error) {
          failed(error);
        }
      }
      pending = { id, sealed };
    },
    async decided(id) {
      const made = pending;
      pending = undefined;
      if (made?.id !== id || made.sealed.length === 0) return;
      await store.add(made.sealed).catch(failed);
    },
  };
}

/** Whether the month is entirely within the agreement: only such months are delivered. */
export function isWholeMonth({ from, until }: Pick<PartnerTerm, 'from' | 'until'>, month: string): boolean {
  const bounds = boundsOfMonth(month);
  const dayMs = 86_400_000;
  return bounds.from >= Date.parse(`${from}T00:00:00Z`) && bounds.to <= Date.parse(`${until}T00:00:00Z`) + dayMs;
}
