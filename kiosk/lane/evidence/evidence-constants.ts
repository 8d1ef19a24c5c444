/** Tolerated difference between the lane's clock and the server's, ms: NTP on one campus, with a margin. */
export const CLOCK_SKEW_MS = 5_000;

/** Most viewings of one officer at one lane in the window: enough for a busy desk, far too few for browsing. */
export const VIEWINGS_OF_ONE_OFFICER = 20;
export const VIEWINGS_WINDOW_MS = 600_000;

/**
 * Most viewings of one traveller, by all officers together, while uses are stored: enough for two officers and a
 * supervisor, each more than once.
 */
export const VIEWINGS_OF_ONE_TRAVELLER = 12;

/** How long uses are stored: grants are valid for two minutes, but a clock may be set back. */
export const USES_KEPT_MS = 86_400_000;
