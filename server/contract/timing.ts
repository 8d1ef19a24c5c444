/** Longest time between two messages of a kiosk. */
export const STATUS_INTERVAL_MS = 5_000;

/** A lane without a message for this long is shown as stale. */
export const LANE_STALE_MS = 15_000;
