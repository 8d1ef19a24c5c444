import type { DeclarationView } from '../../goods/declarations/api/answers.ts';
import type { ShownMandate } from '../../goods/declarations/api/portal-answers.ts';
import type { TraderScope } from '../../goods/declarations/api/vocabulary.ts';
import type { DataSet } from '../../goods/declarations/form/declaration.ts';
import type { MandateKind } from '../../goods/declarations/rules/representation.ts';
import { t, translated } from '../languages/text.ts';
import type { PasskeyTrouble } from './passkeys.ts';

export const DATA_SET_WORDS: { readonly [One in DataSet]: string } = translated({
  H1: 'Import (H1)',
  H7: 'Low value (H7)',
  B1: 'Export (B1)',
});

export const STATE_WORDS: { readonly [One in DeclarationView['state']]: string } = translated({
  accepted: 'Accepted',
  rejected: 'Rejected',
});

export const CHANNEL_WORDS: { readonly [One in NonNullable<DeclarationView['channel']>]: string } = translated({
  green: 'Green channel',
  orange: 'Orange channel: an officer looks at the warnings',
});

export const MANDATE_KIND_WORDS: { readonly [One in MandateKind]: string } = translated({
  direct: 'Direct representation (2)',
  indirect: 'Indirect representation (3)',
});

export const MANDATE_STATE_WORDS: { readonly [One in ShownMandate['state']]: string } = translated({
  offered: 'Offered',
  'in-force': 'In force',
  ended: 'Ended',
  lapsed: 'Lapsed',
});

export const SCOPE_WORDS: { readonly [One in TraderScope]: string } = translated({
  'declarations.submit': 'Send declarations',
  'declarations.read': 'Read state and findings',
  'viewings.read': 'Read the viewings',
});

const PURPOSE_WORDS: Readonly<Record<string, string>> = translated({
  'document-check': 'Check of the documents',
  'goods-check': 'Examination of the goods',
  'duty-assessment': 'Assessment of customs charges',
  'post-clearance-audit': 'Audit after clearance',
  'trader-request': 'Request of the trader',
});

const GROUP_WORDS: Readonly<Record<string, string>> = translated({
  parties: 'Parties',
  goods: 'Goods ## of a declaration',
  value: 'Value ## of goods',
  'supply-chain': 'Supply chain',
  credential: 'Authorisations',
});

/** A word that this page does not have is shown as the ledger has it. */
export const purposeWords = (purpose: string): string => PURPOSE_WORDS[purpose] ?? purpose;
export const groupWords = (group: string): string => GROUP_WORDS[group] ?? group;

const TROUBLE_WORDS: Readonly<Partial<Record<PasskeyTrouble, string>>> = translated({
  cancelled: 'The passkey was not used. Try again.',
  'known-already': 'This device already holds a passkey of yours. Sign in with it.',
  'wrong-address': 'Passkeys work only at the proper address of this portal.',
  unsupported: 'This browser has no passkeys. Use another browser.',
  failed: 'The passkey did not work. Try again, or use another one.',
  'sign-in-failed': 'The server did not accept this passkey. Use the one that you made for this portal.',
  'sign-in-required': 'You are signed out. Sign in again.',
  'key-refused': 'You are signed out. Sign in again.',
  'key-required': 'You are signed out. Sign in again.',
  'proof-required': 'Sign in again first: this needs a sign-in in the last five minutes.',
  'invitation-refused':
    'This code is not valid: two administrators have not approved it yet, or it is too old, or it was used.',
  'rate-limited': 'There were too many requests. Wait a little and try again.',
  'last-passkey': 'This is your last passkey. Make another one first.',
  'too-many': 'The limit is reached. Remove one first.',
  'submission-key-used': 'Another declaration was sent under the same key. Send it again.',
  'malformed-request': 'The server could not read the request. Check your entries.',
  unavailable: 'The server cannot take it now. Try again in a moment.',
  unreachable: 'The server does not answer. Check your connection and try again.',
  'number-refused': 'Sealing took too long. Send it again.',
  'envelope-refused': 'The server did not take the sealed declaration. Load this page again, and send it again.',
  'other-readers':
    'The server offers other offices than those of the fingerprint. Nothing was sent. Ask the customs authority for the fingerprint.',
  'no-reader': 'No office can read a part of it. Nothing was sent. Ask the customs authority.',
  'too-large': 'It is larger than 2 MiB.',
  'not-well-formed': 'It is not well-formed JSON or XML.',
  'not-a-declaration': 'It is not a declaration.',
  'not-an-original': 'It amends another declaration. Only originals are accepted.',
  'data-set-not-taken': 'Its data set is not accepted: it is neither H1, H7 nor B1.',
});

export function troubleWords(code: PasskeyTrouble): string {
  return TROUBLE_WORDS[code] ?? t('The server refused it: {code}.', { code });
}
