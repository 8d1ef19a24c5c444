/** Pure: the referrals that a search and filters leave. The order of the list does not change. */
import type { ReasonCode } from '../../../contract/vocabulary.ts';
import { ticketNumberOf } from '../../../contract/ticket-number.ts';
import type { ReferralView } from '../../../border/referrals/answers.ts';
import { t } from '../../languages/text.ts';

export interface QueueFilter {
  /** A part of the ticket number, the lane, the issuing state or the document type, in any case. */
  readonly text: string;
  readonly lane: string | null;
  readonly reason: ReasonCode | null;
}

export const NO_FILTER: QueueFilter = { text: '', lane: null, reason: null };

export function matching(referrals: readonly ReferralView[], { text, lane, reason }: QueueFilter): ReferralView[] {
  const wanted = text.trim().toUpperCase();
  return referrals.filter((one) => {
    if (lane !== null && one.lane !== lane) return false;
    if (reason !== null && !one.report.reasons.includes(reason)) return false;
    return wanted === '' || wordsOf(one).some((word) => word.toUpperCase().includes(wanted));
  });
}

function wordsOf({ transactionId, lane, report }: ReferralView): readonly string[] {
  const { document } = report;
  const words = [ticketNumberOf(transactionId), t('Lane {lane}', { lane })];
  return document === null ? words : [...words, document.issuingState, document.type];
}

/** Ticket numbers that two open referrals share. Their rows say so. */
export function sharedTickets(referrals: readonly ReferralView[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { transactionId } of referrals) {
    const ticket = ticketNumberOf(transactionId);
    if (seen.has(ticket)) shared.add(ticket);
    seen.add(ticket);
  }
  return shared;
}
