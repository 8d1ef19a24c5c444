/**
 * Normalises values before they are judged: spaces, dotted identifiers and codes, decimal commas, dates of the national systems, a commodity
 * code that was entered as a whole. It changes no meaning; a number that can be read in two ways stays as it is and is reported.
 */
import { listed } from '../code-lists/code-list.ts';
import { MAX_ITEMS } from './declaration.ts';

export interface Normalised {
  readonly content: unknown;
  /** Pointers of numbers that can be read in two ways. */
  readonly ambiguous: readonly string[];
}

const IDENTIFIERS = new Set(['id', 'holder']);
const DECIMALS = listed(
  'amount netMass grossMass supplementaryUnits quantity base payable assessed exchangeRate itemCount ' +
    'packageCount count number item',
);
const UPPER = listed(
  'country currency nationality origin type code qualifier role additionalType declarationType dataSet ' +
    'requested previous unit baseUnit status countryOfDispatch countryOfDestination locode preferentialOrigin ' +
    'method',
);
/** Deeper than the form; the readers of messages bound the depth too. */
const MAX_LEVELS = 16;
/** The longest text of the form has 512 characters; decomposed, each takes up to four. The form refuses a longer text as it is. */
const MAX_TEXT = 2_048;
/** The longest number of the form has 17 characters. Zeros in front and spaces between thousands are allowed; the form refuses a longer text as it is. */
const MAX_NUMBER = 40;
/** More marks on one letter than any language writes (UAX #15, Stream-Safe Text Format). To order them takes a time that grows with their square. */
const STACKED_MARKS = /\p{M}{31}/u;

export function normalise(content: unknown): Normalised {
  const ambiguous: string[] = [];
  return { content: clean(content, '', '', ambiguous, 0), ambiguous };
}

function clean(value: unknown, name: string, pointer: string, ambiguous: string[], level: number): unknown {
  if (level > MAX_LEVELS) return value;
  if (typeof value === 'number' && Number.isFinite(value) && DECIMALS.has(name)) return plainNumber(value);
  if (typeof value === 'string') return cleanText(value, name, pointer, ambiguous);
  if (Array.isArray(value)) {
    // A longer list is refused by the form
    if (value.length > MAX_ITEMS) return value;
    return value.map((one, index) => clean(one, singular(name), `${pointer}/${index}`, ambiguous, level + 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, clean(inner, key, `${pointer}/${key}`, ambiguous, level + 1)] as const)
    .filter(([, inner]) => inner !== '' && inner !== undefined && inner !== null);
  // Object.fromEntries defines `__proto__` as a property of its own, which the form then refuses
  const cleaned: Record<string, unknown> = Object.fromEntries(entries);
  return name === 'commodity' ? splitCommodity(cleaned) : cleaned;
}

const singular = (name: string): string => (name === 'additionalProcedures' || name === 'national' ? 'code' : name);

function cleanText(value: string, name: string, pointer: string, ambiguous: string[]): string {
  if (value.length > MAX_TEXT) return value;
  const text = (STACKED_MARKS.test(value) ? value : value.normalize('NFC'))
    .replaceAll(/[\s\u00A0\u2007\u202F]+/gu, ' ')
    .trim();
  if (DECIMALS.has(name)) return cleanDecimal(text, pointer, ambiguous);
  if (name === 'acceptanceDate') return cleanDate(text);
  if (pointer.startsWith('/transport') && name === 'id') return text.toUpperCase();
  if (IDENTIFIERS.has(name))
    return /^[A-Za-z]{2}[\w .-]*$/.test(text) ? text.replaceAll(/[ .-]/g, '').toUpperCase() : text;
  if (name === 'hs' || name === 'cn' || name === 'taric') return text.replaceAll(/[ .]/g, '');
  return UPPER.has(name) ? text.toUpperCase() : text;
}

/** `1 234,5` is 1234.5. `1,234` and `1.234,5` can be read in two ways. */
function cleanDecimal(text: string, pointer: string, ambiguous: string[]): string {
  if (text.length > MAX_NUMBER) return text;
  const digits = text.replaceAll(/(?<=\d) (?=\d{3}(?:\D|$))/g, '');
  if (/^\d+,\d+$/.test(digits) && !/^\d{1,3},\d{3}$/.test(digits)) return trimmed(digits.replace(',', '.'));
  if (digits.includes(',')) {
    ambiguous.push(pointer);
    return digits;
  }
  return trimmed(digits);
}

/** Without zeros in front and behind. */
function trimmed(digits: string): string {
  if (!/^\d+(?:\.\d+)?$/.test(digits)) return digits;
  let [start, end] = [0, digits.length];
  while (digits[start] === '0' && isDigit(digits[start + 1])) start += 1;
  if (digits.includes('.')) {
    while (digits[end - 1] === '0') end -= 1;
    if (digits[end - 1] === '.') end -= 1;
  }
  return digits.slice(start, end);
}

const isDigit = (character: string | undefined): boolean => character !== undefined && /\d/.test(character);

function plainNumber(value: number): string {
  const text = String(value);
  return /^\d+(?:\.\d+)?$/.test(text) ? text : value.toFixed(6);
}

/** `20261128` and `20261128093029+01` (format 304) become `2026-11-28`. */
function cleanDate(text: string): string {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})(?:\d{6}(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month ?? ''}-${day ?? ''}`;
}

/** Eight or ten digits in `hs` are heading, combined nomenclature and TARIC. */
function splitCommodity(commodity: Record<string, unknown>): Record<string, unknown> {
  const { hs } = commodity;
  if (typeof hs !== 'string' || !/^\d{8}(?:\d{2})?$/.test(hs)) return commodity;
  const taric = hs.slice(8);
  return { cn: hs.slice(6, 8), ...(taric === '' ? {} : { taric }), ...commodity, hs: hs.slice(0, 6) };
}
