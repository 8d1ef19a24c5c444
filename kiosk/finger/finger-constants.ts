/** Timings and bounds of the fingerprint step, in one place. */

/** How long one finger is waited for, ms. */
export const FINGER_WAIT_MS = 8_000;

/** How long one finger may take altogether, good and bad touches included, ms. */
export const FINGER_TOTAL_MS = 20_000;

/** Touches of one finger in one attempt, the first included. */
export const MOST_TOUCHES = 4;

/** Prints after which the best has to do: the traveller cannot do much better. */
export const MOST_PRINTS = 3;

/** Pause before the scanner is asked again whether the platen is free, and how often, ms. */
export const LIFT_PAUSE_MS = 500;
export const MOST_LIFT_WAITS = 12;
