/** Regulation (EU) 952/2013, article 51: at least three years from the end of the year of the declaration. */
const KEPT_YEARS = 3;

/** Wall ms of the end of the third year after the year of a moment. */
export function keptAfterYearOf(wallMs: number): number {
  return Date.UTC(new Date(wallMs).getUTCFullYear() + 1 + KEPT_YEARS, 0, 1);
}
