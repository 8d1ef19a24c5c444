/** Derives the chip's access keys from a zone, ICAO 9303-11 §9.7.2, allowing for misread characters. */
import type { AccessKey } from '../emrtd/access-key.ts';
import { concat } from '../../ber/write.ts';
import { checkDigitFits, FILLER } from './check-digit.ts';
import type { Mrz } from './parse-mrz.ts';

/** Characters that are easily confused. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '0': 'OQD',
  O: '0',
  Q: '0',
  D: '0',
  '1': 'I',
  I: '1',
  '2': 'Z',
  Z: '2',
  '5': 'S',
  S: '5',
  '6': 'G',
  G: '6',
  '8': 'B',
  B: '8',
};
/** Largest number of replaced characters. */
const MAX_CHANGES = 2;
const MAX_KEYS = 4;

/**
 * Keys in the order to try: as read, then with look-alike characters for which the check digit is correct. A wrong
 * composite digit does not matter, because it is not part of the key. The caller wipes the keys.
 */
export function accessKeysOf(mrz: Mrz): readonly (AccessKey & { readonly kind: 'mrz' })[] {
  const { documentNumber, documentNumberRest, documentNumberDigit: digit, dateOfBirth, dateOfExpiry } = mrz;
  const number = concat(documentNumber, documentNumberRest);
  // If the check digit includes the filler, the chip may include it too
  const withFiller = mrz.fillerInNumberCounts
    ? [concat(documentNumber, Uint8Array.of(FILLER), documentNumberRest)]
    : [];
  const numbers = [number, ...withFiller, ...likelyNumbers(number, digit)].slice(0, MAX_KEYS);
  const keys = numbers.map((candidate) => ({
    kind: 'mrz' as const,
    information: concat(candidate, Uint8Array.of(digit), dateOfBirth, dateOfExpiry),
  }));
  for (const candidate of numbers) candidate.fill(0);
  return keys;
}

/** Numbers with up to two look-alike characters replaced and a correct check digit; fewest changes first. */
function likelyNumbers(number: Uint8Array, digit: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  let round: Uint8Array[] = [Uint8Array.from(number)];
  for (let changes = 1; changes <= MAX_CHANGES && found.length < MAX_KEYS; changes++) {
    round = round.flatMap((candidate) => variants(candidate, number));
    for (const candidate of round) {
      const isNew = !found.some((known) => Buffer.from(known).equals(candidate));
      if (isNew && checkDigitFits(digit, [candidate])) found.push(Uint8Array.from(candidate));
    }
  }
  for (const candidate of round) candidate.fill(0);
  return found;
}

/** Variants with one more character replaced, to the right of those already different from `original`. */
function variants(candidate: Uint8Array, original: Uint8Array): Uint8Array[] {
  const first = candidate.findLastIndex((character, at) => character !== original[at]) + 1;
  const changed: Uint8Array[] = [];
  for (let at = first; at < candidate.length; at++) {
    for (const other of LOOK_ALIKES[String.fromCharCode(candidate[at]!)] ?? '') {
      const variant = Uint8Array.from(candidate);
      variant[at] = other.charCodeAt(0);
      changed.push(variant);
    }
  }
  return changed;
}
