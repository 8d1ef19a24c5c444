/**
 * A second set of campaigns that no rule was written for, as a hostile team would plan them: from the list of what each role may do and from the
 * vocabulary of events, without a look at rules or statistics. Each states its harm. They are run once, and no rule is changed for them.
 */
import type { Campaign, CampaignKind } from '../campaign.ts';
import { laboratory, type Laboratory } from '../laboratory.ts';
import { Random } from '../random.ts';
import { DAY_MS, worldOf, type WorldOptions } from '../world.ts';
import { CAMPAIGNS_IN_A_DAY } from './in-a-day.ts';
import { CAMPAIGNS_IN_A_MONTH } from './in-a-month.ts';
import { CAMPAIGNS_IN_A_WEEK } from './in-a-week.ts';

export const RED_TEAM_CAMPAIGNS: readonly CampaignKind[] = [
  ...CAMPAIGNS_IN_A_DAY,
  ...CAMPAIGNS_IN_A_WEEK,
  ...CAMPAIGNS_IN_A_MONTH,
];

/** A finding some time after the end of a campaign still counts for it. */
const APART_MS = 2 * DAY_MS;
const TRIES = 30;
const FEWEST_WORLDS = 3;

const bySize = (one: readonly Campaign[], other: readonly Campaign[]) => one.length - other.length;

function areApart(one: Omit<Campaign, 'kind'>, other: Omit<Campaign, 'kind'>): boolean {
  const isLater = one.from > other.until + APART_MS || other.from > one.until + APART_MS;
  return isLater || !one.entities.some((key) => other.entities.includes(key));
}

/**
 * All campaigns of the red team, in as many worlds of one seed as it takes that no two of a world share a subject at the same time: the
 * finding of one would count for the other.
 */
export function redTeamWorlds(options: WorldOptions): readonly Laboratory[] {
  const world = worldOf(options);
  const random = new Random(options.seed * 15_485_863 + 13);
  const worlds: Campaign[][] = Array.from({ length: FEWEST_WORLDS }, () => []);
  for (const { kind, make } of RED_TEAM_CAMPAIGNS) {
    const fits = [...worlds].sort(bySize).some((its) => {
      for (let tries = 0; tries < TRIES; tries += 1) {
        const made = make(world, random, 0);
        if (its.every((other) => areApart(made, other))) return its.push({ kind, ...made }) > 0;
      }
      return false;
    });
    if (!fits) worlds.push([{ kind, ...make(world, random, 0) }]);
  }
  return worlds.map((its) =>
    laboratory({ ...options, from: its.map((made) => ({ kind: made.kind, variants: 1, make: () => made })) }),
  );
}
