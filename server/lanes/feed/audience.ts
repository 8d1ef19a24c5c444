import { coverageOf } from '../../platform/access/judge.ts';
import type { Principal, Target } from '../../platform/access/principal.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import type { ToConsole } from './feed-message.ts';
import type { LaneView } from '../../records/kiosks/answers.ts';
import type { Announcement } from '../../records/context/announcements.ts';
import { EVENT_PERMISSIONS } from './event-permissions.ts';
import type { KioskPlaces } from './kiosk-places.ts';

/** An event of the feed with its arguments. */
export type Message = { [Event in keyof ToConsole]: [Event, ...Parameters<ToConsole[Event]>] }[keyof ToConsole];

/** Announcements sent at once and in order. Statuses of lanes are coalesced (`status-coalescer.ts`). */
export type OrderedAnnouncement = Exclude<Announcement, { readonly kind: 'lane' }>;

/** The lane that an announcement is about. Only for an alarm the place must be looked up. */
export function placeOf(announcement: OrderedAnnouncement, places: KioskPlaces): Target | Promise<Target> {
  switch (announcement.kind) {
    case 'outcome': {
      const { site, report } = announcement.outcome;
      return { site: siteIdSchema.parse(site), kioskId: report.kioskId };
    }
    case 'held-back':
    case 'decided':
    case 'referrals-changed':
      return announcement.place;
    case 'alarm':
      return places.of(announcement.alarm.kioskId);
  }
}

export function placeOfLane({ site, kioskId }: LaneView): Target {
  return { site: siteIdSchema.parse(site), kioskId: kioskIdSchema.parse(kioskId) };
}

/**
 * The message for one person now; `undefined` for none.
 * @param after the position up to which the person has received all visible outcomes
 */
export function messageFor(
  principal: Principal,
  announcement: OrderedAnnouncement,
  place: Target,
  { nowMs, after }: { readonly nowMs: number; readonly after: number },
): Message | undefined {
  const isTheirs = (event: keyof ToConsole) => coverageOf(principal, EVENT_PERMISSIONS[event], nowMs)(place);
  switch (announcement.kind) {
    case 'outcome':
      return isTheirs('outcome') ? ['outcome', announcement.outcome, after] : undefined;
    case 'decided':
      return isTheirs('decided') ? ['decided', announcement.outcomes] : undefined;
    case 'held-back':
    case 'referrals-changed':
      return isTheirs('referrals') ? ['referrals', announcement.place] : undefined;
    case 'alarm':
      return isTheirs('alarm') ? ['alarm', announcement.alarm] : undefined;
  }
}
