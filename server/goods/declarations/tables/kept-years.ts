/** Regulation (EU) 952/2013, article 51: at least three years from the end of the year of the declaration. */
const KEPT_YEARS = 3;

/** Wall ms of the end of the third year after the year of a moment. */
export function keptAfterYearOf(wallMs: number): number {
  return Date.UTC(new Date(wallMs).getUTCFullYear() + 1 + KEPT_YEARS, 0, 1);
}

/**
 * Regulation (EU) 952/2013, article 103(2): a customs debt can be notified for at most ten years after an act that could give rise to criminal
 * proceedings. Counted, like the years above, from the end of the year of the declaration.
 */
const FACTS_KEPT_YEARS = 10;

/** Facts of declarations received before this moment (wall ms) have no more use at `now`. */
export function factsNeededSince(now: number): number {
  return Date.UTC(new Date(now).getUTCFullYear() - FACTS_KEPT_YEARS, 0, 1);
}
