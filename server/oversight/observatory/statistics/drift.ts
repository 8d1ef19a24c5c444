/**
 * Whether the trouble of one camera has grown: a cumulative sum of log likelihood ratios over days (E. S. Page, Biometrika 41, 1954) against
 * the camera's own reference time. Pure.
 */
export interface Day {
  /** Wall ms at which the day begins. */
  readonly day: number;
  readonly trials: number;
  readonly hits: number;
}

/** The sum looks for these odds of a hit, relative to the usual ones. */
export const DRIFT_ODDS = 2;

/** Travellers of one flight resemble each other: independent trials would add at least this much more evidence. */
export const MIN_CLUSTERING = 1.4;

/** A sum above it is a drift. */
export const DRIFT_LIMIT = 8;

/** Trials of the reference time below which there is no verdict. */
export const MIN_REFERENCE = 2_000;

export interface Drift {
  readonly state: 'too-few' | 'steady' | 'drifted';
  /** The usual share, 0..1, shrunk by one hit and one miss. */
  readonly usual: number;
  readonly sum: number;
  /** The day on which the sum passed the limit, and the day after which it rose from zero. */
  readonly since?: { readonly noticed: number; readonly began: number };
}

/** @param reference days of the usual share @param watched later days, oldest first */
export function driftOf(reference: readonly Day[], watched: readonly Day[]): Drift {
  const trials = reference.reduce((sum, day) => sum + day.trials, 0);
  const hits = reference.reduce((sum, day) => sum + day.hits, 0);
  const usual = (hits + 1) / (trials + 2);
  if (trials < MIN_REFERENCE) return { state: 'too-few', usual, sum: 0 };
  const raised = (usual * DRIFT_ODDS) / (1 - usual + usual * DRIFT_ODDS);
  const clustering = Math.max(MIN_CLUSTERING, dispersionOf(reference, usual));
  const ofHit = Math.log(raised / usual) / clustering;
  const ofMiss = Math.log((1 - raised) / (1 - usual)) / clustering;
  let sum = 0;
  let began: number | undefined;
  let since: Drift['since'];
  for (const day of watched) {
    if (sum === 0) began = day.day;
    sum = Math.max(0, sum + day.hits * ofHit + (day.trials - day.hits) * ofMiss);
    if (sum > DRIFT_LIMIT && since === undefined && began !== undefined) since = { noticed: day.day, began };
  }
  return since === undefined ? { state: 'steady', usual, sum } : { state: 'drifted', usual, sum, since };
}

/** Pearson's statistic for each degree of freedom: how much more the days differ than independent trials would. */
function dispersionOf(days: readonly Day[], usual: number): number {
  const inUse = days.filter(({ trials }) => trials > 0);
  const sum = inUse.reduce(
    (total, { trials, hits }) => total + (hits - trials * usual) ** 2 / (trials * usual * (1 - usual)),
    0,
  );
  return inUse.length < 2 ? 1 : sum / (inUse.length - 1);
}
