/** Limit for portraits (ICAO 9303-9 recommends about 420 × 525 px), which bounds memory and time. */
export const MAX_PIXELS = 4_000_000;
export const LONGEST_FILE_BYTES = 512_000;
/** Shortest side that the face pipeline accepts, px. */
export const SHORTEST_SIDE = 32;
/** Time limit for one portrait, ms: several times the time of the slowest known file within the limits. */
export const PORTRAIT_LIMIT_MS = 5_000;
