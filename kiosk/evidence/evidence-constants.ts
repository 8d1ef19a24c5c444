/** How far the lane's clock may be from the server's before a grant is out of time, ms: NTP on one campus, with room. */
export const CLOCK_SKEW_MS = 5_000;

/** Viewings of one officer at one lane, most, in the window: a busy desk's, far below what browsing needs. */
export const VIEWINGS_OF_ONE_OFFICER = 20;
export const VIEWINGS_WINDOW_MS = 600_000;

/** Viewings of one traveller, by all officers together, most, in the time that uses are remembered: two officers and a supervisor, each more than once. */
export const VIEWINGS_OF_ONE_TRAVELLER = 12;

/** Uses are remembered so long: grants live two minutes, and a clock may be set back. */
export const USES_KEPT_MS = 86_400_000;
