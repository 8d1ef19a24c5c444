import { randomInt } from 'node:crypto';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The long list of the Electronic Frontier Foundation (CC BY 3.0), as zxcvbn-ts ships it: 6⁵ words of 3 to 9 letters. */
const WORDS = require('@zxcvbn-ts/language-common/src/diceware.json') as readonly string[];

/** Six words have 6 × log₂ 7,776 = 77.5 random bits. */
const GENERATED_WORDS = 6;

/**
 * A passphrase of six random words, in small letters with spaces between.
 *
 * @example
 * generatePassphrase() // 'unsocial rocker legged cosmetics trapdoor dust'
 */
export function generatePassphrase(): string {
  return Array.from({ length: GENERATED_WORDS }, () => WORDS[randomInt(WORDS.length)]).join(' ');
}
