/** Times of lanes' statements about themselves (`lane-statement.ts`). The traveller's screen uses them without the rest. */

/** How long a statement counts after its beacon was made, ms. Long enough to scan it, too short to carry it elsewhere without effort. */
export const STATEMENT_LIFETIME_MS = 60_000;

/** A screen replaces its statement this often, ms. A lane asks the server and signs no more often, whatever people touch. */
export const STATEMENT_EVERY_MS = 10_000;

/** How far the clock of a telephone may be behind that of the server, ms. */
export const STATEMENT_SKEW_MS = 30_000;
