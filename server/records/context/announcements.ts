import type { Target } from '../../platform/access/principal.ts';
import type { LanePhase } from '../../contract/vocabulary.ts';
import type { Alarm } from '../alarms/answers.ts';
import type { LaneView } from '../kiosks/answers.ts';
import type { OutcomeView } from '../reports/answers.ts';

/** A durable change that open consoles may show. */
export type Announcement =
  | { readonly kind: 'outcome'; readonly outcome: OutcomeView }
  /**
   * A message about a waiting traveller has this position, or nothing has: an attention test also takes a position. Consoles show it in the
   * queue only.
   */
  | { readonly kind: 'held-back'; readonly feedPosition: number; readonly place: Target }
  /** The messages about one traveller that were held back until the decision. */
  | { readonly kind: 'decided'; readonly outcomes: readonly OutcomeView[]; readonly place: Target }
  | { readonly kind: 'alarm'; readonly alarm: Alarm }
  /** `phase` stays in this process; consoles receive the lane's state. */
  | { readonly kind: 'lane'; readonly lane: LaneView; readonly phase: LanePhase }
  /** Each console reads the change itself. */
  | { readonly kind: 'referrals-changed'; readonly place: Target };

/**
 * Distributes announcements inside this process. It stores nothing: a listener that missed one reads the database. (Several working servers
 * would need a Redis stream here.)
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
