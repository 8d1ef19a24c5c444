/** Timings and limits of the fingerprint step. */

/** Time limit for one touch, ms. */
export const FINGER_WAIT_MS = 8_000;

/** Time limit for one finger with all its touches, ms. */
export const FINGER_TOTAL_MS = 20_000;

/** Maximum number of touches per finger in one attempt. */
export const MAX_TOUCHES = 4;

/** Maximum number of prints; the best of them is used. */
export const MAX_PRINTS = 3;

/** Pause between checks whether the platen is free, ms, and their number. */
export const LIFT_PAUSE_MS = 500;
export const MAX_LIFT_WAITS = 12;
