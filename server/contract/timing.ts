/** A kiosk speaks at least this often. */
export const STATUS_INTERVAL_MS = 5_000;

/** A lane not heard for this long is shown as stale. */
export const LANE_STALE_MS = 15_000;
