import { DIRECTIONS_LENGTH, EMBEDDERS, STRENGTH_RANGE } from '../embedders.ts';

/** A protection key, bytes. */
export const PROTECTION_KEY_BYTES = 32;

/**
 * Range of an int8, in standard deviations of a component. After a random rotation the components of any unit vector
 * are normally distributed to within 1/n, with deviation 1/sqrt(n). With a range of five, 4 records of 10,000 have a
 * clipped component; with four, 45 of 1,000 would, and one clipped component changes a score by more than all
 * rounding.
 */
const LOADING = 5;
export const MAX_INT8 = 127;
/** Int8 units per unit of a rotated direction. */
export const DIRECTION_SCALE: number = (MAX_INT8 * Math.sqrt(DIRECTIONS_LENGTH)) / LOADING;

const [WEAKEST, STRONGEST] = STRENGTH_RANGE;
/** Strengths (natural logarithms) are stored as 256 equal steps from the weakest. */
export const MIN_STRENGTH: number = Math.log(WEAKEST);
export const STRENGTH_STEP: number = (Math.log(STRONGEST) - MIN_STRENGTH) / 255;

/**
 * Margin that is subtracted from a protected score before calibration, so that no match states a lower false-match
 * rate than the unprotected comparison. Rounding changes a score by 4.3e-4 (standard deviation; uniform steps, unit
 * probe), and the step of a strength by at most 2.4e-4: the margin is five deviations plus that step.
 */
export const PROTECTED_SCORE_MARGIN = 0.0024;

/** Number of steps of the norm from 0 to 1, and the minimum norm of a mean of pictures of one person. */
export const LENGTH_STEPS = 65_535;
export const MIN_MEAN_LENGTH = 0.5;

/**
 * A pseudonymous identifier, bytes: format, int8 directions, masked strengths, masked length. Format 1 contained
 * embeddings without centring. They cannot be compared with centred ones and are refused.
 */
export const IDENTIFIER_FORMAT = 2;
export const STRENGTHS_AT: number = 1 + DIRECTIONS_LENGTH;
export const IDENTIFIER_BYTES: number = STRENGTHS_AT + EMBEDDERS.length + 2;

/** Bounds of the norm of the int8 directions: 1 up to rounding and clipping. A larger norm would score too high. */
export const MIN_LENGTH = 0.98;
export const MAX_LENGTH = 1.02;
