/** A first draft of an agreement between two parties, for people to edit. Pure. */
import type { AgreedList } from './agreed-lists.ts';
import type { Agreement } from './agreement.ts';
import { type Party, partyDigest } from './party.ts';

const DAY_MS = 86_400_000;
/** Time for the talks before an agreement begins. */
const BEGINS_AFTER_DAYS = 30;
const LASTS_DAYS = 365;
const KEPT_DAYS = 400;
const LIST_BYTES = 16_777_216;

/** A list of a size that is usual, with hourly deltas. */
export function draftList({ list, signingKey }: Pick<AgreedList, 'list' | 'signingKey'>): AgreedList {
  return {
    list,
    tags: { variant: 'plain' },
    signingKey,
    mostDocuments: 1_000_000,
    mostBytes: LIST_BYTES,
    mostChangedThousandths: 50,
    oldestHours: 24,
  };
}

/**
 * The least that is useful: monthly counts of cleared and referred travellers, without small cells and without onward transfer.
 *
 * @param lists that the partner sends
 */
export function draftAgreement(
  provider: Party,
  recipient: Party,
  nowMs: number,
  lists: readonly AgreedList[] = [],
): Agreement {
  const day = (after: number): string => new Date(nowMs + after * DAY_MS).toISOString().slice(0, 10);
  return {
    form: 1,
    id: `crossings-${recipient.id}`,
    version: 1,
    parties: {
      provider: { party: provider.id, record: partyDigest(provider) },
      recipient: { party: recipient.id, record: partyDigest(recipient) },
    },
    purpose: { term: 'dpv:ProvideOfficialStatistics', statement: 'State the purpose here' },
    legalBasis: { term: 'dpv:LegalObligation', instrument: 'Name the act and the article here' },
    datasets: [
      {
        dataset: 'crossings',
        fields: [{ field: 'outcome', values: ['cleared', 'referred'] }],
        granularity: 'month',
        smallestCell: 10,
        delayDays: 3,
        protection: { kind: 'suppression' },
        pseudonym: { kind: 'none' },
      },
    ],
    ...(lists.length > 0 && { lists: [...lists] }),
    retention: { days: KEPT_DAYS },
    receiptDays: 7,
    recipients: ['Name the unit of the partner here'],
    onwardTransfer: { kind: 'none' },
    rate:
      lists.length === 0
        ? { deliveriesPerDay: 10, requestsPerHour: 60, bytesPerDay: 1_048_576 }
        : { deliveriesPerDay: 10, requestsPerHour: 600, bytesPerDay: 4 * LIST_BYTES },
    privacyBudget: null,
    from: day(BEGINS_AFTER_DAYS),
    until: day(BEGINS_AFTER_DAYS + LASTS_DAYS),
  };
}
