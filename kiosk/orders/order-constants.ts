/** The lane's clock and the server's may differ by this, ms. */
export const ORDER_SKEW_MS = 5_000;

/** Orders are remembered for longer than any may live, ms. */
export const ORDERS_KEPT_MS = 24 * 3_600_000;

/** In an emergency the gate waits no longer than this for the disk, ms. */
export const EMERGENCY_WAIT_MS = 500;

/** Refusals that are reported at once, most, and how long until one more may be: whoever repeats an old order fills no disk. */
export const REFUSALS_AT_ONCE = 20;
export const REFUSAL_EVERY_MS = 30_000;
