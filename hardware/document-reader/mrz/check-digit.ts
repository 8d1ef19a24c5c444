/** Check digits of a machine-readable zone, ICAO 9303-3 §4.9: weights 7, 3, 1; digits as themselves, A–Z as 10–35, `<` as 0. */

const WEIGHTS = [7, 3, 1] as const;

const ZERO = 0x30;
const NINE = 0x39;
const LETTER_A = 0x41;
const LETTER_Z = 0x5a;
/** The filler character `<`. */
export const FILLER = 0x3c;

/** The value of one ASCII character, or `undefined` for one that is not allowed in a zone. */
export function mrzValue(character: number): number | undefined {
  if (character >= ZERO && character <= NINE) return character - ZERO;
  if (character >= LETTER_A && character <= LETTER_Z) return character - LETTER_A + 10;
  return character === FILLER ? 0 : undefined;
}

/** The check digit over the concatenated fields; `undefined` when a character is not allowed in a zone. */
export function checkDigit(...fields: readonly Uint8Array[]): number | undefined {
  let sum = 0;
  let position = 0;
  for (const field of fields) {
    for (const character of field) {
      const value = mrzValue(character);
      if (value === undefined) return undefined;
      sum += value * (WEIGHTS[position % 3] ?? 0);
      position += 1;
    }
  }
  return sum % 10;
}

/**
 * Whether the printed digit is correct for the fields. A filler counts as zero only with `fillerAllowed` (ICAO 9303-4
 * §4.2.2: the optional data element of a TD3 document, when empty).
 */
export function checkDigitFits(printed: number, fields: readonly Uint8Array[], fillerAllowed = false): boolean {
  const expected = checkDigit(...fields);
  if (expected === undefined) return false;
  if (printed === FILLER) return fillerAllowed && expected === 0;
  return printed === ZERO + expected;
}
