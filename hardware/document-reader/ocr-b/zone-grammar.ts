/** The characters allowed at each place of a zone, ICAO 9303-4 §4.2.2, -5 §4.2.2, -6 §4.2.2, -7 §4.2. */
import type { FieldPlace, MrzLayout } from '../mrz/layouts.ts';
import { ALPHABET } from './glyph-strokes.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';

/** For each line and column, the allowed classes: indices into the alphabet. */
export type Grammar = readonly (readonly (readonly number[])[])[];

export function grammarOf(layout: MrzLayout): Grammar {
  const lines = Array.from({ length: layout.lines }, () =>
    Array.from({ length: layout.lineLength }, () => classesOf(ALPHABET)),
  );
  const allow = ({ line, at, length }: FieldPlace, characters: string): void => {
    lines[line]!.fill(classesOf(characters), at, at + length);
  };
  const digitAfter = (place: FieldPlace): FieldPlace => ({ line: place.line, at: place.at + place.length, length: 1 });
  allow({ ...layout.documentCode, length: 1 }, layout.format.startsWith('mrv') ? 'V' : LETTERS.replace('V', ''));
  // The issuer chooses the second character of cards, ICAO 9303-5 §4.2.2.1 note a, -6; on United States cards it is a digit
  const second = layout.format === 'td1' || layout.format === 'td2' ? `${LETTERS}${DIGITS}<` : `${LETTERS}<`;
  allow({ ...layout.documentCode, at: layout.documentCode.at + 1, length: 1 }, second);
  for (const place of [layout.issuingState, layout.nationality, layout.name]) allow(place, `${LETTERS}<`);
  allow(layout.sex, 'MFX<');
  for (const place of [layout.dateOfBirth, layout.dateOfExpiry]) {
    // Unknown parts of a date are fillers, ICAO 9303-3 §4.8
    allow(place, `${DIGITS}<`);
    allow(digitAfter(place), DIGITS);
  }
  allow(digitAfter(layout.documentNumber), layout.longNumbers ? `${DIGITS}<` : DIGITS);
  if (layout.optionalDataChecked !== undefined) allow(digitAfter(layout.optionalDataChecked), `${DIGITS}<`);
  if (layout.composite !== undefined) allow(layout.composite.digit, DIGITS);
  return lines;
}

const known = new Map<string, readonly number[]>();

function classesOf(characters: string): readonly number[] {
  const classes = known.get(characters) ?? Array.from(characters).map((character) => ALPHABET.indexOf(character));
  known.set(characters, classes);
  return classes;
}
