import { coverageOf, judgeEntry } from '../access/judge.ts';
import type { Principal, Target } from '../access/principal.ts';
import { siteIdSchema } from '../access/vocabulary.ts';
import { kioskIdSchema } from '../contract/field.ts';
import type { ToConsole } from '../views/feed-message.ts';
import type { Announcement } from './announcements.ts';
import { TOLD } from './event-acts.ts';
import type { KioskPlaces } from './kiosk-places.ts';

/** One of the feed's events with what it carries. */
export type Message = { [Event in keyof ToConsole]: [Event, ...Parameters<ToConsole[Event]>] }[keyof ToConsole];

/** Which lane an announcement is about; only an alarm does not say where that stands. */
export function placeOf(announcement: Announcement, places: KioskPlaces): Target | Promise<Target> {
  switch (announcement.kind) {
    case 'outcome': {
      const { site, report } = announcement.outcome;
      return { site: siteIdSchema.parse(site), kioskId: report.kioskId };
    }
    case 'lane': {
      const { site, kioskId } = announcement.lane;
      return { site: siteIdSchema.parse(site), kioskId: kioskIdSchema.parse(kioskId) };
    }
    case 'referrals-changed':
      return announcement.place;
    case 'alarm':
      return places.of(announcement.alarm.kioskId);
  }
}

/** What one person is told of it at this moment; `undefined`: nothing. */
export function messageFor(
  principal: Principal,
  announcement: Announcement,
  place: Target,
  nowMs: number,
): Message | undefined {
  const isTheirs = (event: keyof ToConsole) => coverageOf(principal, TOLD[event], nowMs)(place);
  switch (announcement.kind) {
    case 'outcome': {
      const { outcome } = announcement;
      if (isTheirs('outcome')) return ['outcome', outcome];
      // Whoever counts positions must know that this one is not for them
      const counts = judgeEntry(principal, TOLD['passed-over'], nowMs).kind === 'allowed';
      return counts ? ['passed-over', outcome.feedPosition] : undefined;
    }
    case 'lane':
      return isTheirs('lane') ? ['lane', announcement.lane] : undefined;
    case 'referrals-changed':
      return isTheirs('referrals') ? ['referrals', announcement.place] : undefined;
    case 'alarm':
      return isTheirs('alarm') ? ['alarm', announcement.alarm] : undefined;
  }
}
