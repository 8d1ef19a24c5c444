/** Steps that campaigns at lanes and of programs share. */
import { beginning, type CampaignKind, hoursOn, laneOf } from './campaign.ts';
import type { Day, DraftEvent } from './day.ts';
import { DAY_MS, HOUR_MS, type World } from './world.ts';

export const laneKey = (lane: string): string => `lane ${lane}`;

/** Adds a failed check to some of a lane's cleared travellers, who are then referred. */
export function failMore(
  day: Day,
  lane: string,
  hours: readonly [number, number],
  share: number,
  kind: DraftEvent['kind'],
  reason: string,
): void {
  const added: DraftEvent[] = [];
  for (const event of day.events) {
    if (event.lane !== lane || event.kind !== 'traveller-cleared' || event.at < hours[0] || event.at >= hours[1])
      continue;
    if (!day.random.happens(share)) continue;
    event.kind = 'traveller-referred';
    event.reason = reason;
    added.push({ ...event, at: event.at + 1, kind });
  }
  day.events.push(...added);
}

export function atLane(
  world: World,
  random: Parameters<CampaignKind['make']>[1],
  hours: number,
  act: (day: Day, lane: string, between: readonly [number, number], since: number) => void,
) {
  const lane = laneOf(world, random);
  const from = beginning(world, random, hours / 24 + 1) + (hours < 72 ? 8 + random.below(8) : 0) * HOUR_MS;
  const until = from + hours * HOUR_MS;
  return {
    entities: [laneKey(lane.id)],
    from,
    until,
    edit: (day: Day) => {
      const between = hoursOn(day, from, until);
      if (between !== undefined) act(day, lane.id, between, between[0] - from);
    },
  };
}

/** Changes the rows of a partner's calls, or adds calls. */
export function byProgram(
  world: World,
  random: Parameters<CampaignKind['make']>[1],
  id: string,
  days: number,
  act: (day: Day, since: number) => void,
) {
  const from = beginning(world, random, days);
  const until = from + days * DAY_MS;
  return {
    entities: [`${id.split('-')[0]} ${id}`],
    from,
    until,
    edit: (day: Day) => {
      if (hoursOn(day, from, until) !== undefined) act(day, day.from - from);
    },
  };
}

export function multiplyRows(day: Day, actor: string, factor: number): void {
  for (const event of day.events)
    if (event.actor === actor && event.kind === 'partner-called') event.count = Math.round((event.count ?? 1) * factor);
}
