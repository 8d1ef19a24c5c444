/**
 * Chooses the text of the zone from the probabilities of its characters. Check digits decide only where the recogniser is
 * in doubt.
 */
import { mrzValue } from '../mrz/check-digit.ts';
import type { MrzLayout } from '../mrz/layouts.ts';
import { parseMrz } from '../mrz/parse-mrz.ts';
import { ALPHABET } from './glyph-strokes.ts';
import type { ReadLine, ZoneReading } from './zone-reading.ts';
import { offHeap } from '../../host/off-heap.ts';

/** Possible characters of one place with their probabilities, likeliest first. */
export type Place = readonly { readonly of: number; readonly probability: number }[];

/**
 * Least probability of a character without a check digit (names, states, sex). With a check digit it applies against the
 * characters that the digit cannot distinguish, because it counts modulo 10: `<`, `0`, `A`, `K` and `U`, or `6` and `G`.
 */
const SURE_ALONE = 0.8;
/** Least probability against all other characters: a check digit detects 9 of 10 single errors. */
const SURE_CHECKED = 0.5;
/** A character of this probability is not changed to satisfy a check digit. */
const BEYOND_DOUBT = 0.97;
/** A field's check digit and the composite one. */
const MAX_PRINTED_WRONG = 2;
const MIN_ALTERNATIVE = 0.004;
const MAX_ALTERNATIVES = 24;
const MAX_CHANGES = 2;
/** A correction must be this many times as likely as the next valid one. */
const MIN_LEAD = 4;
const NEWLINE = 0x0a;

type Text = Extract<ZoneReading, { readonly kind: 'read' | 'doubtful' }>;

type Outcome =
  | { readonly kind: 'read' }
  | { readonly kind: 'doubtful'; readonly because: 'check-digits' | 'characters' };

interface Change {
  readonly at: number;
  readonly to: number;
  /** How many times less likely than the replaced character. */
  readonly cost: number;
}

export function resolve(lines: readonly (readonly Place[])[], layout: MrzLayout): Text {
  const { format, lineLength } = layout;
  const length = (lineLength + 1) * layout.lines - 1;
  const mrz = offHeap(length);
  const placeAt = (at: number): Place => lines[Math.floor(at / (lineLength + 1))]![at % (lineLength + 1)]!;
  const starts = lines.flatMap((line, row) => line.map((_, column) => row * (lineLength + 1) + column));
  mrz.fill(NEWLINE);
  for (const at of starts) mrz[at] = codeOf(placeAt(at)[0]!.of);

  const isChecked = checkedPlaces(layout);
  const probability = (at: number): number => placeAt(at).find(({ of }) => codeOf(of) === mrz[at])?.probability ?? 0;
  /** Probability against characters that no check digit can exclude. */
  const alone = (at: number): number => {
    const mine = probability(at);
    if (!isChecked(at)) return mine;
    const same = placeAt(at).filter(({ of }) => codeOf(of) !== mrz[at] && weighsTheSame(codeOf(of), mrz[at]!));
    return mine / same.reduce((sum, other) => sum + other.probability, Math.max(mine, Number.MIN_VALUE));
  };
  const text = (kind: Outcome, corrected = 0): Text => ({
    ...kind,
    mrz,
    format,
    corrected,
    lines: lines.map((line, row) => readLine(line.map((_, column) => probability(row * (lineLength + 1) + column)))),
  });

  const correction = wrongChecks(mrz) === 0 ? [] : correctionOf(mrz, starts.filter(isChecked), placeAt);
  if (correction === 'ambiguous') return text({ kind: 'doubtful', because: 'check-digits' });
  for (const { at, to } of correction) mrz[at] = to;
  const changed = new Set(correction.map(({ at }) => at));
  const unsure = starts.some(
    (at) => alone(at) < SURE_ALONE || (isChecked(at) && !changed.has(at) && probability(at) < SURE_CHECKED),
  );
  if (unsure) return text({ kind: 'doubtful', because: 'characters' }, correction.length);
  // A wrong check digit without a doubtful character was printed wrong; if most are wrong, this is not a zone
  const printed = correction.length > 0 || wrongChecks(mrz) <= MAX_PRINTED_WRONG;
  return text(printed ? { kind: 'read' } : { kind: 'doubtful', because: 'check-digits' }, correction.length);
}

function weighsTheSame(a: number, b: number): boolean {
  return ((mrzValue(a) ?? 0) - (mrzValue(b) ?? 0)) % 10 === 0;
}

function wrongChecks(mrz: Uint8Array): number {
  const parsed = parseMrz(mrz);
  return parsed.kind === 'parsed' ? parsed.mrz.wrong.length : Number.POSITIVE_INFINITY;
}

/**
 * The likeliest one or two changes that make all check digits correct, or none; `ambiguous` when others are nearly as
 * likely.
 */
function correctionOf(
  mrz: Uint8Array,
  places: readonly number[],
  placeAt: (at: number) => Place,
): readonly Change[] | 'ambiguous' {
  const single = places
    .flatMap((at): Change[] => {
      const [first, ...others] = placeAt(at);
      if (first === undefined || first.probability >= BEYOND_DOUBT) return [];
      return others
        .filter(({ probability }) => probability >= MIN_ALTERNATIVE)
        .map(({ of, probability }) => ({ at, to: codeOf(of), cost: first.probability / probability }));
    })
    .sort((a, b) => a.cost - b.cost)
    .slice(0, MAX_ALTERNATIVES);
  const tried = [
    ...single.map((change) => [change]),
    ...single.flatMap((one, index) => single.slice(index + 1).map((other) => [one, other])),
  ].filter((changes) => changes.length <= MAX_CHANGES && new Set(changes.map(({ at }) => at)).size === changes.length);
  const price = (changes: readonly Change[]): number => changes.reduce((product, { cost }) => product * cost, 1);
  const candidate = Uint8Array.from(mrz);
  const fitting = tried
    .filter((changes) => {
      for (const { at, to } of changes) candidate[at] = to;
      const right = wrongChecks(candidate) === 0;
      for (const { at } of changes) candidate[at] = mrz[at]!;
      return right;
    })
    .sort((a, b) => price(a) - price(b));
  candidate.fill(0);
  const [best, second] = fitting;
  if (best === undefined) return [];
  return second !== undefined && price(second) < MIN_LEAD * price(best) ? 'ambiguous' : best;
}

/** Whether a check digit covers a place of the zone. */
function checkedPlaces({
  lineLength,
  documentNumber,
  dateOfBirth,
  dateOfExpiry,
  optionalDataChecked,
  composite,
}: MrzLayout) {
  const ranges = [
    documentNumber,
    dateOfBirth,
    dateOfExpiry,
    ...(optionalDataChecked === undefined ? [] : [optionalDataChecked]),
  ]
    .map((place) => ({ ...place, length: place.length + 1 }))
    .concat(composite === undefined ? [] : [composite.digit, ...composite.over])
    .map(({ line, at, length }) => ({ from: line * (lineLength + 1) + at, length }));
  return (at: number): boolean => ranges.some(({ from, length }) => at >= from && at < from + length);
}

function readLine(confidences: readonly number[]): ReadLine {
  return { confidences: Float32Array.from(confidences), confidence: Math.min(...confidences) };
}

function codeOf(of: number): number {
  return ALPHABET.charCodeAt(of);
}
