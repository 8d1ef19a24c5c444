/** Tolerated difference between the lane's clock and the server's, ms. */
export const ORDER_SKEW_MS = 5_000;

/** Orders are stored for longer than the longest validity, ms. */
export const ORDERS_KEPT_MS = 24 * 3_600_000;

/** Longest wait of the gate for the disk in an emergency, ms. */
export const EMERGENCY_WAIT_MS = 500;

/** Most refusals reported at once, and the time until one more may be: repeated old orders must not fill the disk. */
export const REFUSALS_AT_ONCE = 20;
export const REFUSAL_EVERY_MS = 30_000;
