/** How many findings people get. Invariants are only kept from repeating; statistics share a small number for each site and day. */
import { entityKey, type Entity } from '../rules/entity.ts';
import type { RuleId } from '../rules/rule-ids.ts';

const DAY_MS = 86_400_000;
/**
 * Decades that the next finding of a site and day needs beyond the usual, by the findings that people already have. Five at most: the first
 * hours of a day leave room for a clearer case in its evening.
 */
const FURTHER_DECADES = [0, 0, 0.5, 1, 1.5];
/** An entity that was shown today is shown again only for a score that is this much higher, so that one subject hides no other. */
const AGAIN_DECADES = 1;
/** A finding that is expected once in a million days of a site is always shown. */
export const ALWAYS_SHOWN_SCORE = 6;

export interface StoredRestraint {
  readonly shown: readonly (readonly [string, number])[];
  readonly day: number;
  readonly ofDay: readonly (readonly [string, number])[];
}

/** The same rule about the same entity is shown once in 24 hours. */
export class Restraint {
  readonly #shown: Map<string, number>;
  #day: number;
  #ofDay: Map<string, number>;

  constructor(stored: StoredRestraint = { shown: [], day: 0, ofDay: [] }) {
    this.#shown = new Map(stored.shown);
    this.#day = stored.day;
    this.#ofDay = new Map(stored.ofDay);
  }

  /** Whether an invariant's finding is shown. Counts it. */
  admitInvariant(rule: RuleId, entity: Entity, at: number): boolean {
    const key = `${rule} ${entityKey(entity)}`;
    if (this.#isRepeated(key, at)) return false;
    this.#shown.set(key, at);
    return true;
  }

  /** Whether a statistic's finding is shown. Counts it. */
  admitStatistic(rule: RuleId, entity: Entity, site: string, at: number, score: number, needed: number): boolean {
    const day = Math.floor(at / DAY_MS);
    if (day !== this.#day) [this.#day, this.#ofDay] = [day, new Map()];
    const [key, ofEntity, ofSite] = [`${rule} ${entityKey(entity)}`, `entity ${entityKey(entity)}`, `site ${site}`];
    if (this.#isRepeated(key, at)) return false;
    const [shownScore, siteCount] = [this.#ofDay.get(ofEntity), this.#ofDay.get(ofSite) ?? 0];
    const further = FURTHER_DECADES[siteCount] ?? Number.POSITIVE_INFINITY;
    const isAgain = shownScore !== undefined && score < shownScore + AGAIN_DECADES;
    if (score < ALWAYS_SHOWN_SCORE && (isAgain || score < needed + further)) return false;
    this.#ofDay.set(ofEntity, score);
    // Further findings about one subject use up nothing of the others' room
    if (shownScore === undefined) this.#ofDay.set(ofSite, siteCount + 1);
    this.#shown.set(key, at);
    return true;
  }

  prune(now: number): void {
    for (const [key, at] of this.#shown) if (now - at >= DAY_MS) this.#shown.delete(key);
  }

  stored(): StoredRestraint {
    return { shown: [...this.#shown], day: this.#day, ofDay: [...this.#ofDay] };
  }

  #isRepeated(key: string, at: number): boolean {
    const shown = this.#shown.get(key);
    return shown !== undefined && at - shown < DAY_MS;
  }
}
