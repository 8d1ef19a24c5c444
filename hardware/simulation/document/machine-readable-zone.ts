/** Writes the zone of a passport-size document (TD3), ICAO 9303-4 §4.2. */
import { transliterate } from '../../document-reader/mrz/transliterate.ts';

export interface ZoneFields {
  /** ICAO 9303-3 §5, up to three letters. */
  readonly issuingState: string;
  readonly nationality: string;
  /** As printed on the page, in Latin, Cyrillic or Arabic letters. */
  readonly surname: string;
  readonly givenNames: string;
  /** Up to nine letters and digits. */
  readonly documentNumber: string;
  /** YYMMDD. */
  readonly dateOfBirth: string;
  readonly dateOfExpiry: string;
  readonly sex: 'M' | 'F' | '<';
  /** Up to 14 characters. */
  readonly personalNumber?: string;
}

const LINE_LENGTH = 44;
const WEIGHTS = [7, 3, 1] as const;

/** ICAO 9303-3 §4.9: digits count as themselves, A to Z as 10 to 35, `<` as 0; weights 7, 3, 1; modulo 10. */
export function checkDigit(text: string): string {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += valueOf(text.charCodeAt(i)) * (WEIGHTS[i % 3] ?? 0);
  return String(sum % 10);
}

function valueOf(code: number): number {
  if (code === 0x3c) return 0;
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x41 && code <= 0x5a) return code - 0x41 + 10;
  throw new RangeError('a machine-readable zone contains only A to Z, 0 to 9 and <');
}

function fill(text: string, length: number): string {
  const written = text.replaceAll(' ', '<');
  if (written.length > length) throw new RangeError(`a field of ${length} characters cannot hold ${written.length}`);
  for (let i = 0; i < written.length; i++) valueOf(written.charCodeAt(i));
  return written.padEnd(length, '<');
}

function nameOf(printed: string, { issuingState }: ZoneFields): string {
  const written = transliterate(printed, issuingState);
  if (written === undefined) throw new RangeError('a name has characters that no table of ICAO 9303-3 §6 lists');
  return written;
}

/** Two lines of 44 characters, separated by `\n`. Throws `RangeError` when a field does not fit or has other characters. */
export function writeZone(fields: ZoneFields): string {
  const names = fill(`${nameOf(fields.surname, fields)}  ${nameOf(fields.givenNames, fields)}`, LINE_LENGTH - 5);
  const first = `P<${fill(fields.issuingState, 3)}${names}`;
  const withDigit = (text: string) => text + checkDigit(text);
  const number = withDigit(fill(fields.documentNumber, 9));
  const birth = withDigit(fill(fields.dateOfBirth, 6));
  const expiry = withDigit(fill(fields.dateOfExpiry, 6));
  const personal = fill(fields.personalNumber ?? '', 14);
  const personalWithDigit = personal + (fields.personalNumber === undefined ? '<' : checkDigit(personal));
  const composite = checkDigit(number + birth + expiry + personalWithDigit);
  const second = `${number}${fill(fields.nationality, 3)}${birth}${fields.sex}${expiry}${personalWithDigit}${composite}`;
  return `${first}\n${second}`;
}
