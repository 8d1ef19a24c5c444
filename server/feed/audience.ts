import { coverageOf } from '../access/judge.ts';
import type { Principal, Target } from '../access/principal.ts';
import { siteIdSchema } from '../access/vocabulary.ts';
import { kioskIdSchema } from '../contract/field.ts';
import type { ToConsole } from './feed-message.ts';
import type { LaneView } from '../kiosks/answers.ts';
import type { Announcement } from '../context/announcements.ts';
import { TOLD } from './event-acts.ts';
import type { KioskPlaces } from './kiosk-places.ts';

/** One of the feed's events with what it carries. */
export type Message = { [Event in keyof ToConsole]: [Event, ...Parameters<ToConsole[Event]>] }[keyof ToConsole];

/** What is told to everybody at once and in order; lanes wait for their turn (`lane-words.ts`). */
export type OrderedAnnouncement = Exclude<Announcement, { readonly kind: 'lane' }>;

/** Which lane an announcement is about; only an alarm does not say where that stands. */
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
 * What one person is told of it at this moment; `undefined`: nothing.
 * @param after The position up to which they were told all of theirs.
 */
export function messageFor(
  principal: Principal,
  announcement: OrderedAnnouncement,
  place: Target,
  { nowMs, after }: { readonly nowMs: number; readonly after: number },
): Message | undefined {
  const isTheirs = (event: keyof ToConsole) => coverageOf(principal, TOLD[event], nowMs)(place);
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
