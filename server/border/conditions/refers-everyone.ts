/** A lane whose last travellers were all referred. Such a lane has a fault that it does not detect, or is under attack. Pure. */

/**
 * The last eight travellers within 15 minutes. If a lane refers one traveller in five, which is many, eight in a row occur by chance once in
 * 390,000 runs of eight; after 15 minutes without eight travellers the lane has little traffic and the officer sees each of them anyway.
 */
export const REFERS_EVERYONE = { travellers: 8, withinMs: 900_000 } as const;

export interface LaneRun {
  /** Wall ms of the recent referrals, in any order. */
  readonly referredAt: readonly number[];
  /** Wall ms of the lane's last other outcome; `undefined` without one in that time. */
  readonly lastOtherAt: number | undefined;
}

/** Time since which the rule applies, which is the time of the eighth referral in a row; `undefined` when it does not apply. */
export function refersEveryoneSince({ referredAt, lastOtherAt = 0 }: LaneRun, now: number): number | undefined {
  const { travellers, withinMs } = REFERS_EVERYONE;
  const run = referredAt.filter((at) => at > lastOtherAt && at > now - withinMs && at <= now);
  return run.length < travellers ? undefined : [...run].sort((one, other) => one - other)[travellers - 1];
}
