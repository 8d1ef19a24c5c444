/** Which passwords and passphrases are accepted: long ones that are not among the first to be tried. Capitals and signs are not required. Pure. */
import { withoutEnd } from '../host/without-end.ts';
import { COMMON_PASSWORDS, COMMON_WORDS, LEAKED_PASSWORDS } from './common-passwords.ts';

/** In characters. */
export interface SecretLength {
  readonly least: number;
  readonly most: number;
}

/** Why a password or passphrase is refused. */
export type SecretFault = 'too-short' | 'too-long' | 'common' | 'repetitive' | 'names-the-person';

/** Rows of keys and the alphabet, in both directions. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'azertyuiop',
  'qwertzuiop',
];
/** Minimum number of different characters. */
const DIFFERENT = 5;
/** A run of this length along a row counts as one character. */
const RUN = 4;

/**
 * The fault of a password or passphrase, or `undefined`.
 * @param names the person's names, which an acquaintance tries first
 */
export function secretFault(secret: string, names: readonly string[], length: SecretLength): SecretFault | undefined {
  const characters = Array.from(secret.normalize('NFKC'));
  if (characters.length < length.least) return 'too-short';
  if (characters.length > length.most) return 'too-long';
  const plain = characters.join('').toLowerCase();
  if (isCommon(plain) || isCommon(plain.replace(/[\s_-]+/g, '')) || isDressedUp(plain)) return 'common';
  if (new Set(withoutRuns(plain)).size < DIFFERENT || isRepetition(plain)) return 'repetitive';
  if (isMadeOfLeaked(plain)) return 'common';
  const rest = names.reduce((text, name) => (name.length < 3 ? text : text.replaceAll(name.toLowerCase(), '')), plain);
  if (rest !== plain && rest.length < length.least / 2) return 'names-the-person';
  return undefined;
}

function isCommon(plain: string): boolean {
  return COMMON_PASSWORDS.has(plain) || LEAKED_PASSWORDS.has(plain);
}

/** Letters by the digits and signs that commonly replace them. */
const DISGUISES: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

/** One or two common words, with replaced letters, and otherwise only digits and signs. */
function isDressedUp(plain: string): boolean {
  if (/[^ -~]/.test(plain)) return false;
  const trimmed = withoutEnd(plain.replace(/^[^a-z]+/, ''), (sign) => !/[a-z]/.test(sign));
  for (const text of [trimmed, plain]) {
    const letters = text.replace(/[@431!0$57]/g, (sign) => DISGUISES[sign] ?? sign).replace(/[^a-z]/g, '');
    for (let at = 0; at <= letters.length; at++) {
      const rest = letters.slice(at);
      if ((at === 0 || COMMON_WORDS.has(letters.slice(0, at))) && (rest === '' ? at > 0 : COMMON_WORDS.has(rest)))
        return true;
    }
  }
  return false;
}

/** Shorter parts occur in too many passwords by chance. */
const LEAKED_PART = 4;

/** One or two leaked passwords, unchanged, and otherwise only digits and signs. */
function isMadeOfLeaked(plain: string): boolean {
  const trimmed = withoutEnd(plain.replace(/^[^a-z]+/, ''), (sign) => !/[a-z]/.test(sign));
  for (const text of [plain, trimmed, trimmed.replace(/[ -,./:-@[-`{-~]+/g, '')]) {
    if (text.length >= LEAKED_PART && LEAKED_PASSWORDS.has(text)) return true;
    for (let at = LEAKED_PART; at <= text.length - LEAKED_PART; at++) {
      if (LEAKED_PASSWORDS.has(text.slice(0, at)) && LEAKED_PASSWORDS.has(text.slice(at))) return true;
    }
  }
  return false;
}

/** One repeated part: `abcabcabcabc`. */
function isRepetition(text: string): boolean {
  return text.length > 0 && (text + text).indexOf(text, 1) < text.length;
}

/** Reduces each run along a row of keys to its first character. */
function withoutRuns(text: string): string[] {
  const kept: string[] = [];
  for (let at = 0; at < text.length; ) {
    const length = runLength(text, at);
    kept.push(text.charAt(at));
    at += length >= RUN ? length : 1;
  }
  return kept;
}

function runLength(text: string, at: number): number {
  let longest = 1;
  for (const row of ROWS) {
    for (const way of [row, Array.from(row).reverse().join('')]) {
      const from = way.indexOf(text.charAt(at));
      if (from < 0) continue;
      let length = 1;
      while (at + length < text.length && way.charAt(from + length) === text.charAt(at + length)) length += 1;
      longest = Math.max(longest, length);
    }
  }
  return longest;
}
