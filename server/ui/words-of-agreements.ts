/** The console's words for agreements with partners, for their pages and for those who approve them. Complete by type. */
import type { SharedDataset, StopReason } from '../sharing/agreement/vocabulary.ts';
import { translated } from './languages/text.ts';

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
  documents: 'Pseudonyms of documents',
});
