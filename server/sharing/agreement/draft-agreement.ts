/** First drafts of a record and of an agreement between two parties, for people to edit. Pure. */
import type { AgreedList } from './agreed-lists.ts';
import type { Agreement } from './agreement.ts';
import { type Partner, type Party, partyDigest } from './party.ts';

const DAY_MS = 86_400_000;

/** Words that a person must replace. `XX` is for private use in ISO 3166-1. */
const TO_REPLACE = {
  name: 'Name the organisation here',
  country: 'XX',
  contact: 'Name the contact here',
  purpose: 'State the purpose here',
  instrument: 'Name the act and the article here',
  recipient: 'Name the unit of the partner here',
} as const;

/** Paths of the parts that still have the words of a draft, such as `legalBasis.instrument`. */
export function unreplaced(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return Object.values(TO_REPLACE).some((words) => words === value) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => unreplaced(part, path === '' ? key : `${path}.${key}`));
}

/** @param program the public keys of a partner's program; `undefined` for the agency itself */
export function draftRecord(
  id: string,
  signers: readonly string[],
  program: Pick<Partner, 'encryptionKey' | 'signingKey'> | undefined,
): Party {
  const common = { id, name: TO_REPLACE.name, country: TO_REPLACE.country, signers: [...signers] };
  if (program === undefined) return { role: 'own', ...common };
  const { encryptionKey, signingKey } = program;
  return { role: 'partner', ...common, contact: TO_REPLACE.contact, encryptionKey, signingKey };
}
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
    purpose: { term: 'dpv:ProvideOfficialStatistics', statement: TO_REPLACE.purpose },
    legalBasis: { term: 'dpv:LegalObligation', instrument: TO_REPLACE.instrument },
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
    recipients: [TO_REPLACE.recipient],
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
