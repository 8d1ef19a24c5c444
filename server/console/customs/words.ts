/** Words for declarations. Complete by type. */
import type { ComparedFact } from '../../goods/declarations/sealing/compare-opened.ts';
import type { FieldGroup } from '../../contract/office-keys.ts';
import type { ListedDeclaration } from '../../goods/declarations/viewings/answers.ts';
import { t, translated } from '../languages/text.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };
type Listed<Name extends keyof ListedDeclaration> = NonNullable<ListedDeclaration[Name]> & string;

export const GROUP_WORDS: Words<FieldGroup> = translated({
  parties: 'Parties',
  goods: 'Goods ## of a declaration',
  value: 'Value ## of goods',
  'supply-chain': 'Supply chain',
  credential: 'Authorisations',
});

export const FACT_WORDS: Words<ComparedFact> = translated({
  chapters: 'Chapters of the tariff',
  items: 'Number of items',
  value: 'Value of the invoice',
  mass: 'Gross mass',
});

export const STATE_WORDS: Words<Listed<'state'>> = translated({ accepted: 'Accepted', rejected: 'Rejected' });

export const CHANNEL_WORDS: Words<Listed<'channel'>> = translated({
  green: 'Green: no finding',
  orange: 'Orange: with warnings',
});

export const DATA_SET_WORDS: Words<Listed<'dataSet'>> = translated({
  H1: 'H1, import',
  H7: 'H7, low value',
  B1: 'B1, export',
});

export const VALUE_WORDS: Words<Listed<'value'>> = translated({
  unknown: 'Not known',
  'under-150': 'Under 150 €',
  'under-1000': 'Under 1,000 €',
  'under-10000': 'Under 10,000 €',
  'under-100000': 'Under 100,000 €',
  '100000-or-more': '100,000 € or more',
});

export const MASS_WORDS: Words<Listed<'mass'>> = translated({
  unknown: 'Not known',
  'under-2': 'Under 2 kg',
  'under-30': 'Under 30 kg',
  'under-1000': 'Under 1,000 kg',
  'under-25000': 'Under 25,000 kg',
  '25000-or-more': '25,000 kg or more',
});

/** Why there is no reading key: the troubles of passkeys, and those of the key itself. */
export type KeyTrouble =
  | 'cancelled'
  | 'known-already'
  | 'wrong-address'
  | 'unsupported'
  | 'failed'
  /** The passkey makes no secret (WebAuthn extension `prf`). */
  | 'no-secret'
  | 'invented'
  | 'refused';

export const KEY_TROUBLE_WORDS: Words<KeyTrouble> = translated({
  cancelled: 'The passkey was not used. Nothing was opened.',
  'known-already': 'The passkey could not be used. Nothing was opened.',
  'wrong-address': 'Passkeys do not work at this address. Open the console at its own name.',
  unsupported: 'This browser does not support passkeys.',
  failed: 'The passkey could not be used. Nothing was opened.',
  'no-secret':
    'This passkey cannot make a reading key. Add another passkey under Your account, in a browser that supports it.',
  invented: 'The invented people of the development mode have no passkey and no reading key.',
  refused: 'The server did not accept the proof. Nothing was opened.',
});

const REFUSALS: Readonly<Record<string, string>> = translated({
  'not-of-office': 'Your office may not read these groups. The attempt was recorded.',
  'content-erased': 'The content was erased. Only the readable facts are left.',
  'viewing-over': 'The viewing has expired. Ask again.',
  'no-offices': 'The server has no signed list of customs offices in force.',
  'step-up-required': 'Confirm who you are first, then do it again.',
  'rate-limited': 'You have viewed as many declarations as one person may for now. Nothing was opened.',
  'not-entitled': 'This is not part of your duty.',
  'off-shift': 'Your shift is over, or has not begun.',
  'not-found': 'The server has no such declaration.',
});

export function refusalWords(code: string): string {
  return REFUSALS[code] ?? t('The server could not do it ({code}).', { code });
}

/** The number of an element by its pointer. */
export function elementNumber(pointer: string, elements: Readonly<Record<string, string>>): string {
  return elements[pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')] ?? '';
}
