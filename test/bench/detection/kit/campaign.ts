import type { Day } from './day.ts';
import type { Random } from './random.ts';
import { DAY_MS, HOUR_MS, type World } from './world.ts';

/** One attack on one world. It changes the events of its days. */
export interface Campaign {
  readonly kind: string;
  /** Keys of the people, lanes and programs whose finding counts: kind and id. */
  readonly entities: readonly string[];
  readonly from: number;
  readonly until: number;
  edit(day: Day): void;
}

export interface CampaignKind {
  readonly kind: string;
  /** Rules were not tuned on it. */
  readonly isHeldOut?: boolean;
  /** Campaigns of each world: variants by speed and skill. */
  readonly variants: number;
  make(world: World, random: Random, variant: number): Omit<Campaign, 'kind'>;
}

/** Days in which rules learn before the first campaign. */
export const BURN_IN_DAYS = 14;

/** A random day on which a campaign of some days can begin. */
export function beginning(world: World, random: Random, days: number): number {
  return (BURN_IN_DAYS + random.below(world.options.days - BURN_IN_DAYS - Math.ceil(days) - 1)) * DAY_MS;
}

/** A person who works during the whole time. */
export function officerOf(world: World, random: Random, role = 'officer') {
  return random.pick(world.people.filter((one) => one.role === role && one.from === 0 && one.away[0] < 0));
}

export function laneOf(world: World, random: Random) {
  return random.pick(world.lanes.filter((one) => one.from === 0));
}

/** Times of the day of a campaign, or none when it does not run on that day. */
export function hoursOn(day: Day, from: number, until: number): readonly [number, number] | undefined {
  const [begin, end] = [Math.max(day.from, from), Math.min(day.from + DAY_MS, until)];
  return begin < end ? [begin, end] : undefined;
}

/** Adds a number of events at random times of the day's working hours. */
export function spread(
  day: Day,
  count: number,
  add: (at: number) => void,
  [begins, ends]: readonly [number, number] = [8, 18],
): void {
  for (let left = count; left > 0; left -= 1) add(day.from + day.random.between(begins, ends) * HOUR_MS);
}
