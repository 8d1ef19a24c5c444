import type { DetectionEvent } from '../../../../server/oversight/detection/events/event.ts';
import { CAMPAIGNS_BY_CUSTOMS } from './by-customs.ts';
import { CAMPAIGNS_BY_EACH_ROLE } from './by-each-role.ts';
import { CAMPAIGNS_BY_OTHERS } from './by-others.ts';
import { CAMPAIGNS_BY_PEOPLE } from './by-people.ts';
import type { Campaign, CampaignKind } from './campaign.ts';
import { OrdinaryDays } from './ordinary.ts';
import { Random } from './random.ts';
import { type WorldOptions, worldOf } from './world.ts';

export const CAMPAIGN_KINDS = [
  ...CAMPAIGNS_BY_PEOPLE,
  ...CAMPAIGNS_BY_OTHERS,
  ...CAMPAIGNS_BY_EACH_ROLE,
  ...CAMPAIGNS_BY_CUSTOMS,
];

export interface LaboratoryOptions extends WorldOptions {
  /** Default: all. An empty list is a quiet time. */
  readonly kinds?: readonly string[];
  /** Default: the kit's. */
  readonly from?: readonly CampaignKind[];
}

export interface Laboratory {
  readonly campaigns: readonly Campaign[];
  readonly sites: readonly string[];
  readonly days: number;
  /** The events of one day after another, in the order of time. */
  events(): Generator<readonly DetectionEvent[]>;
}

/** An invented service with attacks, the same for the same seed. */
export function laboratory(options: LaboratoryOptions): Laboratory {
  const world = worldOf(options);
  const random = new Random(options.seed * 15_485_863 + 11);
  const campaigns = (options.from ?? CAMPAIGN_KINDS)
    .filter(({ kind }) => options.kinds?.includes(kind) ?? true)
    .flatMap((one) =>
      Array.from({ length: one.variants }, (_, variant) => ({ kind: one.kind, ...one.make(world, random, variant) })),
    );
  return {
    campaigns,
    sites: world.sites,
    days: world.options.days,
    *events() {
      const ordinary = new OrdinaryDays(world);
      // A night shift and late decisions reach into the next day
      let later: DetectionEvent[] = [];
      for (let number = 0; number < world.options.days; number += 1) {
        const day = ordinary.day(number);
        for (const campaign of campaigns) campaign.edit(day);
        const ends = day.from + 86_400_000;
        const all = [...later, ...day.events].sort((one, other) => one.at - other.at);
        later = all.filter(({ at }) => at >= ends);
        yield all.filter(({ at }) => at < ends).map((event) => ({ ...event, at: Math.max(0, Math.round(event.at)) }));
      }
      yield later.map((event) => ({ ...event, at: Math.round(event.at) }));
    },
  };
}
