import { DIRECTIONS_LENGTH, EMBEDDERS, STRENGTH_RANGE } from '../embedders.ts';

/** A protection key, bytes. */
export const PROTECTION_KEY_BYTES = 32;

/**
 * Deviations of a component that an int8 reaches. After a random rotation the components of a unit vector are normal to within
 * 1/n with deviation 1/sqrt(n), whosever face it was. Beyond five, 4 records of 10,000 have one that is clipped; beyond four, 45 of
 * 1,000 would, and one that is clipped moves a score by more than all the rounding does.
 */
const LOADING = 5;
export const INT8_MOST = 127;
/** Int8 units a unit of a rotated direction. */
export const DIRECTION_SCALE: number = (INT8_MOST * Math.sqrt(DIRECTIONS_LENGTH)) / LOADING;

const [WEAKEST, STRONGEST] = STRENGTH_RANGE;
/** Strengths, natural logarithms, as 256 even steps from the weakest. */
export const STRENGTH_LEAST: number = Math.log(WEAKEST);
export const STRENGTH_STEP: number = (Math.log(STRONGEST) - STRENGTH_LEAST) / 255;

/**
 * What a protected score is lowered by before the calibration reads it, so that no match states a lower false-match rate than the
 * same faces in the clear would. Rounding moves a score by 4.3e-4 (deviation; uniform steps, unit probe) and a strength's step by
 * at most 2.4e-4: five deviations and that.
 */
export const PROTECTED_SCORE_MARGIN = 0.0024;

/** Steps of a length of 1, and the least that a mean of pictures of one person has: theirs point one way. */
export const LENGTH_STEPS = 65_535;
export const MEAN_LENGTH_LEAST = 0.5;

/**
 * A pseudonymous identifier, bytes: format, int8 directions, masked strengths, masked length. Format 1 held embeddings that were not
 * centred: they cannot be compared with today's, so they are refused.
 */
export const IDENTIFIER_FORMAT = 2;
export const STRENGTHS_AT: number = 1 + DIRECTIONS_LENGTH;
export const IDENTIFIER_BYTES: number = STRENGTHS_AT + EMBEDDERS.length + 2;

/** Length of what the int8 directions stand for: 1 but for rounding and clipping. One that is longer would score too high. */
export const LENGTH_LEAST = 0.98;
export const LENGTH_MOST = 1.02;
