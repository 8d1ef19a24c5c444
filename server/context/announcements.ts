import type { Target } from '../access/principal.ts';
import type { LanePhase } from '../contract/vocabulary.ts';
import type { Alarm } from '../alarms/answers.ts';
import type { LaneView } from '../kiosks/answers.ts';
import type { OutcomeView } from '../reports/answers.ts';

/** What has become durable and may interest those who watch. */
export type Announcement =
  | { readonly kind: 'outcome'; readonly outcome: OutcomeView }
  /**
   * At this position stands something of a traveller who waits for an officer, or nothing: a test of attention takes a position as well. Consoles
   * have them in the queue alone.
   */
  | { readonly kind: 'held-back'; readonly feedPosition: number; readonly place: Target }
  /** What had been held back of one traveller. */
  | { readonly kind: 'decided'; readonly outcomes: readonly OutcomeView[]; readonly place: Target }
  | { readonly kind: 'alarm'; readonly alarm: Alarm }
  /** `phase` is for this process: consoles know the lane's state. */
  | { readonly kind: 'lane'; readonly lane: LaneView; readonly phase: LanePhase }
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
