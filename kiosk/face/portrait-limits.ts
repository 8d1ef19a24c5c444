/** What no portrait in the field exceeds (ICAO 9303-9 recommends about 420 × 525 px), small enough to bound memory and time. */
export const MOST_PIXELS = 4_000_000;
export const LONGEST_FILE_BYTES = 512_000;
/** The face pipeline looks at nothing smaller, px. */
export const SHORTEST_SIDE = 32;
/** How long one portrait may take, ms: several times what the slowest file within the bounds was seen to need. */
export const PORTRAIT_LIMIT_MS = 5_000;
