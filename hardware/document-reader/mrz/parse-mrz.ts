/**
 * The machine-readable zone of a travel document, ICAO 9303-3 to -7. Works on bytes: personal fields are views of the
 * caller's buffer and are wiped with it.
 */
import { checkDigitFits, FILLER, mrzValue } from './check-digit.ts';
import { type FieldPlace, layoutOf, type MrzFormat, type MrzLayout } from './layouts.ts';

/** The check digits of a zone. */
export type MrzCheck = 'document-number' | 'date-of-birth' | 'date-of-expiry' | 'optional-data' | 'composite';

export interface Mrz {
  readonly format: MrzFormat;
  /** Document code without fillers, e.g. `P` or `PP`. */
  readonly documentCode: string;
  /** ICAO 9303-3 §5 code without fillers, e.g. `UTO` or `D`. Whether the state exists is not checked here. */
  readonly issuingState: string;
  readonly nationality: string;
  /** View of the number's first nine characters, fillers included. */
  readonly documentNumber: Uint8Array;
  /** View of the characters after the ninth of a longer number, without its check digit; empty otherwise. */
  readonly documentNumberRest: Uint8Array;
  /** The printed check digit of the number. */
  readonly documentNumberDigit: number;
  /** Whether the check digit of a longer number includes the filler, as on Belgium's cards; ICAO excludes it. */
  readonly fillerInNumberCounts: boolean;
  /** Views of `YYMMDD` and the check digit after it: 7 characters. */
  readonly dateOfBirth: Uint8Array;
  readonly dateOfExpiry: Uint8Array;
  /** `M`, `F`, `X` or a filler, as a character code. */
  readonly sex: number;
  /** View of the name, fillers included: primary identifier, two fillers, secondary identifiers. */
  readonly name: Uint8Array;
  /** Incorrect check digits, in reading order. Never contains the composite digit for visas, which have none. */
  readonly wrong: readonly MrzCheck[];
}

export type MrzParse =
  | { readonly kind: 'parsed'; readonly mrz: Mrz }
  /** A known zone that is not of ICAO 9303, such as the old French identity card's: its check digits are at other places. */
  | { readonly kind: 'format-not-served' }
  | { readonly kind: 'malformed' };

const NEWLINE = 0x0a;
const MALFORMED: MrzParse = { kind: 'malformed' };

/**
 * Parses two or three lines of one length, separated and optionally ended by a newline.
 *
 * @example
 * ```ts
 * import { parseMrz } from './hardware/document-reader/mrz/parse-mrz.ts';
 *
 * // The specimen of ICAO Doc 9303-4
 * const zone = `P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
 * L898902C36UTO7408122F1204159ZE184226B<<<<<10`;
 * const parsed = parseMrz(new TextEncoder().encode(zone));
 * parsed.kind; // => 'parsed'
 * parsed.kind === 'parsed' && parsed.mrz.wrong; // => []
 * ```
 */
export function parseMrz(zone: Uint8Array): MrzParse {
  const lines = splitLines(zone);
  const [upper] = lines;
  if (upper === undefined || lines.some(({ length }) => length !== upper.length)) return MALFORMED;
  if (!lines.every((line) => line.every((character) => mrzValue(character) !== undefined))) return MALFORMED;
  if (isOldFrenchCard(lines)) return { kind: 'format-not-served' };
  const layout = layoutOf(lines.length, upper.length, String.fromCharCode(upper[0] ?? FILLER));
  if (layout === undefined) return MALFORMED;

  const view = ({ line, at, length }: FieldPlace): Uint8Array => lines[line]!.subarray(at, at + length);
  const withDigit = (place: FieldPlace): Uint8Array => view({ ...place, length: place.length + 1 });
  const documentCode = withoutFillers(view(layout.documentCode));
  const issuingState = withoutFillers(view(layout.issuingState));
  if (!/^[A-Z][A-Z0-9]?$/.test(documentCode) || !/^[A-Z]{1,3}$/.test(issuingState)) return MALFORMED;

  const number = documentNumber(layout, view);
  const fields = {
    ...number,
    dateOfBirth: withDigit(layout.dateOfBirth),
    dateOfExpiry: withDigit(layout.dateOfExpiry),
  };
  return {
    kind: 'parsed',
    mrz: {
      ...fields,
      format: layout.format,
      documentCode,
      issuingState,
      nationality: withoutFillers(view(layout.nationality)),
      sex: view(layout.sex)[0] ?? FILLER,
      name: view(layout.name),
      wrong: wrongChecks(layout, fields, view),
    },
  };
}

/** The card that France issued until 2021: two lines of 36 with a number of twelve digits, where TD2 has the nationality in letters. */
function isOldFrenchCard([upper, lower, ...others]: readonly Uint8Array[]): boolean {
  if (upper?.length !== OLD_FRENCH_LENGTH || lower === undefined || others.length > 0) return false;
  const isFrench = String.fromCharCode(...upper.subarray(0, 5)) === 'IDFRA';
  return isFrench && lower.subarray(10, 13).some((character) => character >= 0x30 && character <= 0x39);
}

const OLD_FRENCH_LENGTH = 36;

type NumberFields = Pick<Mrz, 'documentNumber' | 'documentNumberRest' | 'documentNumberDigit' | 'fillerInNumberCounts'>;

/** A filler as check digit means that the number continues in the optional data, up to the next filler. */
function documentNumber(layout: MrzLayout, view: (place: FieldPlace) => Uint8Array): NumberFields {
  const place = layout.documentNumber;
  const digit = view({ ...place, at: place.at + place.length, length: 1 })[0] ?? FILLER;
  const whole: NumberFields = {
    documentNumber: view(place),
    documentNumberRest: new Uint8Array(),
    documentNumberDigit: digit,
    fillerInNumberCounts: false,
  };
  const [optional] = layout.optionalData;
  if (!layout.longNumbers || digit !== FILLER || optional === undefined) return whole;
  const rest = view(optional);
  const end = rest.indexOf(FILLER);
  if (end < 2) return whole;
  const more = rest.subarray(0, end - 1);
  const last = rest[end - 1] ?? FILLER;
  const number = whole.documentNumber;
  const fillerInNumberCounts =
    !checkDigitFits(last, [number, more]) && checkDigitFits(last, [number, Uint8Array.of(FILLER), more]);
  return { documentNumber: number, documentNumberRest: more, documentNumberDigit: last, fillerInNumberCounts };
}

function wrongChecks(
  layout: MrzLayout,
  fields: NumberFields & Pick<Mrz, 'dateOfBirth' | 'dateOfExpiry'>,
  view: (place: FieldPlace) => Uint8Array,
): readonly MrzCheck[] {
  const {
    documentNumber: number,
    documentNumberRest: rest,
    documentNumberDigit: digit,
    fillerInNumberCounts,
    dateOfBirth,
    dateOfExpiry,
  } = fields;
  // A continued number is checked both without and with the filler in place of its check digit
  const checks: [MrzCheck, boolean][] = [
    ['document-number', fillerInNumberCounts || checkDigitFits(digit, [number, rest])],
    ['date-of-birth', dateFits(dateOfBirth)],
    ['date-of-expiry', dateFits(dateOfExpiry)],
  ];
  const { optionalDataChecked: checked, composite } = layout;
  if (checked !== undefined) {
    const after = view({ ...checked, at: checked.at + checked.length, length: 1 })[0] ?? FILLER;
    checks.push(['optional-data', checkDigitFits(after, [view(checked)], true)]);
  }
  if (composite !== undefined) {
    const printed = view(composite.digit)[0] ?? FILLER;
    checks.push(['composite', checkDigitFits(printed, composite.over.map(view))]);
  }
  return checks.filter(([, fits]) => !fits).map(([name]) => name);
}

/**
 * Checks six digits and their check digit: a date may contain fillers (unknown day or month of birth, ICAO 9303-3 §4.8).
 */
function dateFits(date: Uint8Array): boolean {
  return checkDigitFits(date[6] ?? FILLER, [date.subarray(0, 6)]);
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
