/**
 * The machine-readable zone of a TD3 document (passport booklet), ICAO 9303-4 §4.2. Works on bytes: the number and the
 * dates are views into the caller's buffer, so that wiping it wipes them.
 */
import { checkDigitFits, FILLER, mrzValue } from './check-digit.ts';

const TD3_LINE_LENGTH = 44;
const NEWLINE = 0x0a;

export interface Mrz {
  /** Document code without fillers, e.g. `P` or `PP`. */
  readonly documentCode: string;
  /** ICAO 9303-3 §5 code without fillers, e.g. `UTO` or `D`. */
  readonly issuingState: string;
  /** View of the number's nine characters, fillers included. */
  readonly documentNumber: Uint8Array;
  /** View of `YYMMDD`. */
  readonly dateOfExpiry: Uint8Array;
  /** Whether each of the five check digits fits. */
  readonly checkDigitsFit: boolean;
}

export type MrzParse = { readonly kind: 'parsed'; readonly mrz: Mrz } | { readonly kind: 'malformed' };

/** Parses two lines of 44 characters, separated and optionally ended by a newline. */
export function parseTd3(zone: Uint8Array): MrzParse {
  const lines = splitLines(zone);
  const [upper, lower] = lines;
  if (lines.length !== 2 || upper?.length !== TD3_LINE_LENGTH || lower?.length !== TD3_LINE_LENGTH) {
    return { kind: 'malformed' };
  }
  const belongs = (character: number) => mrzValue(character) !== undefined;
  if (!upper.every(belongs) || !lower.every(belongs)) return { kind: 'malformed' };

  const documentCode = withoutFillers(upper.subarray(0, 2));
  const issuingState = withoutFillers(upper.subarray(2, 5));
  if (!/^[A-Z]{1,2}$/.test(documentCode) || !/^[A-Z]{1,3}$/.test(issuingState)) return { kind: 'malformed' };

  const documentNumber = lower.subarray(0, 9);
  const dateOfBirth = lower.subarray(13, 19);
  const dateOfExpiry = lower.subarray(21, 27);
  const optionalData = lower.subarray(28, 42);
  const at = (index: number) => lower[index] ?? FILLER;
  const checkDigitsFit =
    checkDigitFits(at(9), [documentNumber]) &&
    checkDigitFits(at(19), [dateOfBirth]) &&
    checkDigitFits(at(27), [dateOfExpiry]) &&
    checkDigitFits(at(42), [optionalData], true) &&
    checkDigitFits(at(43), [lower.subarray(0, 10), lower.subarray(13, 20), lower.subarray(21, 43)]);
  return { kind: 'parsed', mrz: { documentCode, issuingState, documentNumber, dateOfExpiry, checkDigitsFit } };
}

/**
 * Whether the document is still valid on the UTC day of `wallMs`: through the whole of its date of expiry. Two-digit years
 * are read as 20YY, since no passport is valid longer than a century (ICAO 9303-3 §4.8); an impossible date is not valid.
 */
export function isUnexpired(dateOfExpiry: Uint8Array, wallMs: number): boolean {
  const text = String.fromCharCode(...dateOfExpiry);
  if (!/^\d{6}$/.test(text)) return false;
  const year = 2000 + Number(text.slice(0, 2));
  const month = Number(text.slice(2, 4));
  const day = Number(text.slice(4, 6));
  const lastMoment = Date.UTC(year, month - 1, day + 1);
  const sameDay = new Date(Date.UTC(year, month - 1, day));
  if (sameDay.getUTCMonth() !== month - 1 || sameDay.getUTCDate() !== day) return false;
  return wallMs < lastMoment;
}

/** Whether two zones hold the same characters, line breaks aside. */
export function sameZone(a: Uint8Array, b: Uint8Array): boolean {
  const left = a.filter((character) => character !== NEWLINE);
  const right = b.filter((character) => character !== NEWLINE);
  const same = left.length === right.length && left.every((character, index) => character === right[index]);
  left.fill(0);
  right.fill(0);
  return same;
}

function splitLines(zone: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = zone.indexOf(NEWLINE); end !== -1; end = zone.indexOf(NEWLINE, start)) {
    lines.push(zone.subarray(start, end));
    start = end + 1;
  }
  if (start < zone.length) lines.push(zone.subarray(start));
  return lines;
}

function withoutFillers(field: Uint8Array): string {
  return String.fromCharCode(...field.filter((character) => character !== FILLER));
}
