/** Positions of the fields in a machine-readable zone, ICAO 9303-4 §4.2 (TD3), -5 (TD1), -6 (TD2), -7 (visas). */

export type MrzFormat = 'td1' | 'td2' | 'td3' | 'mrv-a' | 'mrv-b';

/** A field: line and first character, from 0, and length. */
export interface FieldPlace {
  readonly line: number;
  readonly at: number;
  readonly length: number;
}

export interface MrzLayout {
  readonly format: MrzFormat;
  readonly lines: number;
  readonly lineLength: number;
  readonly documentCode: FieldPlace;
  readonly issuingState: FieldPlace;
  readonly name: FieldPlace;
  readonly documentNumber: FieldPlace;
  readonly nationality: FieldPlace;
  /** Six digits, followed by the check digit, as for the document number. */
  readonly dateOfBirth: FieldPlace;
  readonly sex: FieldPlace;
  readonly dateOfExpiry: FieldPlace;
  readonly optionalData: readonly FieldPlace[];
  /** Optional data with a separate check digit: TD3 only. */
  readonly optionalDataChecked: FieldPlace | undefined;
  /** The composite check digit and the character ranges that it covers; visas have none. */
  readonly composite: { readonly digit: FieldPlace; readonly over: readonly FieldPlace[] } | undefined;
  /** Whether a number longer than nine characters continues in the first optional data, ICAO 9303-5 §4.2.2.1 note j. */
  readonly longNumbers: boolean;
}

const field = (line: number, at: number, length: number): FieldPlace => ({ line, at, length });

const TD1: MrzLayout = {
  format: 'td1',
  lines: 3,
  lineLength: 30,
  documentCode: field(0, 0, 2),
  issuingState: field(0, 2, 3),
  documentNumber: field(0, 5, 9),
  optionalData: [field(0, 15, 15), field(1, 18, 11)],
  optionalDataChecked: undefined,
  dateOfBirth: field(1, 0, 6),
  sex: field(1, 7, 1),
  dateOfExpiry: field(1, 8, 6),
  nationality: field(1, 15, 3),
  composite: { digit: field(1, 29, 1), over: [field(0, 5, 25), field(1, 0, 7), field(1, 8, 7), field(1, 18, 11)] },
  name: field(2, 0, 30),
  longNumbers: true,
};

/** The start of the lower line, common to the two-line formats. */
const LOWER_LINE = {
  documentNumber: field(1, 0, 9),
  nationality: field(1, 10, 3),
  dateOfBirth: field(1, 13, 6),
  sex: field(1, 20, 1),
  dateOfExpiry: field(1, 21, 6),
  documentCode: field(0, 0, 2),
  issuingState: field(0, 2, 3),
} as const;

const TD2: MrzLayout = {
  ...LOWER_LINE,
  format: 'td2',
  lines: 2,
  lineLength: 36,
  name: field(0, 5, 31),
  optionalData: [field(1, 28, 7)],
  optionalDataChecked: undefined,
  composite: { digit: field(1, 35, 1), over: [field(1, 0, 10), field(1, 13, 7), field(1, 21, 14)] },
  longNumbers: true,
};

const TD3: MrzLayout = {
  ...LOWER_LINE,
  format: 'td3',
  lines: 2,
  lineLength: 44,
  name: field(0, 5, 39),
  optionalData: [field(1, 28, 14)],
  optionalDataChecked: field(1, 28, 14),
  composite: { digit: field(1, 43, 1), over: [field(1, 0, 10), field(1, 13, 7), field(1, 21, 22)] },
  longNumbers: false,
};

const visa = (format: 'mrv-a' | 'mrv-b', lineLength: number): MrzLayout => ({
  ...LOWER_LINE,
  format,
  lines: 2,
  lineLength,
  name: field(0, 5, lineLength - 5),
  optionalData: [field(1, 28, lineLength - 28)],
  optionalDataChecked: undefined,
  composite: undefined,
  longNumbers: false,
});

const MRV_A = visa('mrv-a', 44);
const MRV_B = visa('mrv-b', 36);

/** The layout for this number and length of lines; the first letter identifies visas. */
export function layoutOf(lines: number, lineLength: number, firstLetter: string): MrzLayout | undefined {
  const isVisa = firstLetter === 'V';
  if (lines === 3 && lineLength === 30) return isVisa ? undefined : TD1;
  if (lines !== 2) return undefined;
  if (lineLength === 44) return isVisa ? MRV_A : TD3;
  return lineLength === 36 ? (isVisa ? MRV_B : TD2) : undefined;
}
