/**
 * The input of a watchlist query: class, issuer and number of a document in one spelling, so that a list made from an
 * authority's records and a machine-readable zone agree.
 */
import { offHeap } from '../../../hardware/host/off-heap.ts';

/** ICAO 9303-3 §4.2: the first letter of the document code decides the class; A, C and I are official cards. */
const CLASSES: Readonly<Record<string, string>> = { P: 'P', V: 'V', A: 'I', C: 'I', I: 'I' };

/** The only state whose ICAO code is not its ISO 3166 code (ICAO 9303-3 §5). Records use either. */
const ISSUERS: Readonly<Record<string, string>> = { DEU: 'D' };

/** Nine characters, and at most 13 in the optional data of a card (ICAO 9303-5 §4.2.2). */
const MAX_NUMBER = 22;

const NEWLINE = 0x0a;

/** Fillers, and the characters that a zone replaces by fillers (ICAO 9303-3 §4.6). */
const SKIPPED: ReadonlySet<number> = new Set(Buffer.from('< -/.'));

/**
 * `CLASS\nISSUER\nNUMBER` in ASCII, in a buffer that can be wiped; the number without fillers and separators, in capitals.
 * `undefined` for a document of another class, an issuer that is no code, or a number with other characters, none, or more
 * than 22. The number can be read from it, so the caller wipes it.
 *
 * @param type document code: `P`, `PP`, `ID`, …
 * @param issuer ICAO 9303-3 or ISO 3166 alpha-3 code, with or without fillers
 * @param number ASCII, with or without fillers; left unchanged
 */
export function listedDocument(type: string, issuer: string, number: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const documentClass = CLASSES[type.charAt(0)];
  const stated = issuer.replaceAll('<', '');
  const state = ISSUERS[stated] ?? stated;
  if (documentClass === undefined || !/^[A-Z]{1,3}$/.test(state)) return undefined;
  const head = `${documentClass}\n${state}\n`;
  const whole = offHeap(head.length + MAX_NUMBER);
  for (let at = 0; at < head.length; at += 1) whole[at] = head.charCodeAt(at);
  let length = head.length;
  for (const byte of number) {
    if (SKIPPED.has(byte)) continue;
    const letter = byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
    const isWritten = (letter >= 0x30 && letter <= 0x39) || (letter >= 0x41 && letter <= 0x5a);
    if (!isWritten || length === whole.length || byte === NEWLINE) {
      whole.fill(0);
      return undefined;
    }
    whole[length] = letter;
    length += 1;
  }
  return length === head.length ? undefined : whole.subarray(0, length);
}
