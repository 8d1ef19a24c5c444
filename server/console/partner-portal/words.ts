/** The words of the portal for people of partners. Complete by type. */
import type { AgreementState, SharedDataset, StopReason } from '../../sharing/agreement/vocabulary.ts';
import type { DeliveryState } from '../../sharing/deliveries/vocabulary.ts';
import type { AnyCall } from '../../sharing/partners/answers.ts';
import type { PartnerRole } from '../../sharing/portal/vocabulary.ts';
import type { BadgeProps } from '../design/badge.tsx';
import { t, translated } from '../languages/text.ts';
import type { PasskeyTrouble } from '../portal/passkeys.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const STATE_WORDS: Words<AgreementState> = translated({
  draft: 'Draft ## of an agreement',
  signed: 'Signed ## agreement',
  'in-force': 'In force ## agreement',
  paused: 'Paused ## agreement',
  ended: 'Ended ## agreement',
});

export const STATE_LOOKS: { readonly [State in AgreementState]: Omit<BadgeProps, 'word'> } = {
  draft: { tone: 'plain', icon: 'wait' },
  signed: { tone: 'plain', icon: 'tick' },
  'in-force': { tone: 'good', icon: 'tick' },
  paused: { tone: 'caution', icon: 'wait' },
  ended: { tone: 'plain', icon: 'dash' },
};

const STOP_REASON_WORDS: Words<StopReason> = translated({
  'receipt-overdue': 'A receipt is overdue',
  'outside-agreement': 'There was an act outside the agreement',
  'key-compromised': 'A key may be in other hands',
  'law-changed': 'The law has changed',
  'no-longer-needed': 'It is no longer needed',
  replaced: 'Another agreement replaces it',
});

export const stopWords = (reason: string): string => STOP_REASON_WORDS[reason as StopReason] ?? reason;

export const DATASET_WORDS: Words<SharedDataset> = translated({
  crossings: 'Crossings',
  'referral-reasons': 'Reasons of referrals',
  'listed-documents': 'Documents of your list',
  documents: 'Pseudonyms of documents',
});

export const DELIVERY_WORDS: Words<DeliveryState> = translated({
  waiting: 'Waits for the receipt',
  answered: 'Receipt signed',
  overdue: 'Receipt overdue',
  'deletion-decided': 'Deletion decided',
  'deletion-asked': 'Deletion asked for',
  deleted: 'Deletion stated',
  refused: 'Not delivered',
});

export const CALL_WORDS: Words<AnyCall> = translated({
  list: 'List of deliveries',
  download: 'Download',
  proof: 'Proof of a delivery',
  answer: 'Receipt or statement',
  log: 'Log ## call',
  'log-proof': 'Proof of a call',
  lists: 'State of lists',
  'list-metadata': 'Signed metadata',
  'list-piece': 'Piece of a list',
  'list-publish': 'Publication of lists',
  agreements: 'Agreements ## call',
  enrolled: 'First passkey made',
  'signed-in': 'Signed in ## call',
  'signed-out': 'Signed out ## call',
  'signed-out-everywhere': 'Signed out everywhere ## call',
  'passkey-added': 'Passkey added',
  'passkey-removed': 'Passkey removed',
});

export const isCall = (word: string): word is AnyCall => word in CALL_WORDS;

export const ROLE_WORDS: Words<PartnerRole> = translated({
  reader: 'Reader',
  recipient: 'Recipient',
  auditor: 'Auditor',
});

const TROUBLE_WORDS: Readonly<Partial<Record<PasskeyTrouble, string>>> = translated({
  cancelled: 'The passkey was not used. Try again.',
  'known-already': 'This device already holds a passkey of yours. Sign in with it.',
  'wrong-address': 'Passkeys work at the proper address of this portal only.',
  unsupported: 'This browser has no passkeys. Use another browser.',
  failed: 'The passkey did not work. Try again, or use another one.',
  'sign-in-failed': 'The server did not accept this passkey. Use the one that you made for this portal.',
  'not-signed-in': 'You are signed out. Sign in again.',
  'not-entitled': 'Your role does not allow this, or the limit is reached.',
  'step-up-required': 'Sign in again first: this needs a sign-in in the last five minutes.',
  'enrolment-code-refused':
    'This code is not valid: two privacy officers have not approved it yet, or it is too old, or it was used.',
  'rate-limited': 'There were too many requests. Wait a little and try again.',
  'last-credential': 'This is your last passkey. Make another one first.',
  'agreement-not-in-force': 'The agreement is not active.',
  'content-erased': 'The file was erased: the receipt is signed, or its time is over.',
  'not-published': 'The ledger has not published the entry yet. Try again in a minute.',
  unreachable: 'The server does not answer. Check your connection and try again.',
});

export function troubleWords(code: PasskeyTrouble): string {
  return TROUBLE_WORDS[code] ?? t('The server refused it: {code}.', { code });
}

/** The result of a call, in words: `done`, or the code of the refusal. */
export function resultWords(result: string): string {
  return result === 'done' ? t('Done ## call') : t('Refused: {code}', { code: result });
}
