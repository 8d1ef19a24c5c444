/** The console's words for agreements with partners, for their pages and for those who approve them. Complete by type. */
import type { AgreedList } from '../sharing/agreement/agreed-lists.ts';
import type { SharedDataset, StopReason } from '../sharing/agreement/vocabulary.ts';
import { t, translated } from './languages/text.ts';

export const STOP_REASON_WORDS: { readonly [Word in StopReason]: string } = translated({
  'receipt-overdue': 'A receipt is overdue',
  'outside-agreement': 'The partner acted outside the agreement',
  'key-compromised': 'A key may be in other hands',
  'law-changed': 'The law has changed',
  'no-longer-needed': 'It is no longer needed',
  replaced: 'Another agreement replaces it',
});

export const DATASET_WORDS: { readonly [Word in SharedDataset]: string } = translated({
  crossings: 'Crossings',
  'referral-reasons': 'Reasons of referrals',
  'listed-documents': 'Documents of a partner’s list',
  documents: 'Pseudonyms of documents',
});

/** The clause of a list that the partner sends, without its keys. */
export function listWords({ list, tags, mostDocuments, mostBytes, mostChangedThousandths, oldestHours }: AgreedList) {
  const terms = {
    list,
    documents: mostDocuments,
    mebibytes: Math.ceil(mostBytes / 1_048_576),
    share: mostChangedThousandths / 10,
    hours: oldestHours,
  };
  return tags.variant === 'blind'
    ? t(
        '{list}, blind: at most {documents} documents, {mebibytes} MiB, {share} % changed at once, {hours} h old on arrival',
        terms,
      )
    : t(
        '{list}: at most {documents} documents, {mebibytes} MiB, {share} % changed at once, {hours} h old on arrival',
        terms,
      );
}
