/** A lane whose last travellers were all referred. Such a lane has a fault that it does not detect, or is under attack. Pure. */

/**
 * The last eight travellers within 15 minutes. If a lane refers one traveller in five, which is many, eight in a row occur by chance once in
 * 390,000 runs of eight; after 15 minutes without eight travellers the lane has little traffic and the officer sees each of them anyway.
 */
export const REFERS_EVERYONE = { travellers: 8, withinMs: 900_000 } as const;

export interface LaneRun {
  /** When each referred traveller of the last minutes arose, wall ms, in any order. */
  readonly referredAt: readonly number[];
  /** When the lane last did anything else with a traveller than refer them; `undefined`: not within the time. */
  readonly lastOtherAt: number | undefined;
}

/** Since when the rule holds: the time of the eighth referral in a row. `undefined`: it does not hold. */
export function refersEveryoneSince({ referredAt, lastOtherAt = 0 }: LaneRun, now: number): number | undefined {
  const { travellers, withinMs } = REFERS_EVERYONE;
  const run = referredAt.filter((at) => at > lastOtherAt && at > now - withinMs && at <= now);
  return run.length < travellers ? undefined : [...run].sort((one, other) => one - other)[travellers - 1];
}
