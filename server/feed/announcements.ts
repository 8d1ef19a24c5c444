import type { Target } from '../access/principal.ts';
import type { Alarm } from '../views/alarm.ts';
import type { LaneView } from '../views/lane.ts';
import type { OutcomeView } from '../views/outcome.ts';

/** What has become durable and may interest those who watch. */
export type Announcement =
  /** `isHeldBack`: its traveller waits for an officer, and consoles have them in the queue alone. */
  | { readonly kind: 'outcome'; readonly outcome: OutcomeView; readonly isHeldBack: boolean }
  /** What had been held back of one traveller. */
  | { readonly kind: 'decided'; readonly outcomes: readonly OutcomeView[]; readonly place: Target }
  | { readonly kind: 'alarm'; readonly alarm: Alarm }
  | { readonly kind: 'lane'; readonly lane: LaneView }
  /** What exactly, each console asks for itself. */
  | { readonly kind: 'referrals-changed'; readonly place: Target };

/**
 * Carries announcements inside this process. Nothing is kept: a listener that missed one reads the database. (Between
 * several servers a Redis stream would stand here.)
 */
export class Announcements {
  readonly #listeners = new Set<(announcement: Announcement) => void>();

  announce(announcement: Announcement): void {
    for (const listener of this.#listeners) listener(announcement);
  }

  listen(listener: (announcement: Announcement) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
