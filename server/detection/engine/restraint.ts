/** How many findings people get. Invariants are only kept from repeating; statistics share a small number for each site and day. */
import { entityKey, type Entity } from '../rules/entity.ts';
import type { RuleId } from '../rules/rule-ids.ts';

const DAY_MS = 86_400_000;
/** Statistical findings of one site and day. */
const MOST_OF_A_SITE = 5;
/** Statistical findings of one entity and day, so that one subject leaves room for the others of its site. */
const MOST_OF_AN_ENTITY = 2;
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
  admitStatistic(rule: RuleId, entity: Entity, site: string, at: number, score: number): boolean {
    const day = Math.floor(at / DAY_MS);
    if (day !== this.#day) [this.#day, this.#ofDay] = [day, new Map()];
    const [key, ofEntity, ofSite] = [`${rule} ${entityKey(entity)}`, `entity ${entityKey(entity)}`, `site ${site}`];
    if (this.#isRepeated(key, at)) return false;
    const [entityCount, siteCount] = [this.#ofDay.get(ofEntity) ?? 0, this.#ofDay.get(ofSite) ?? 0];
    if (score < ALWAYS_SHOWN_SCORE && (entityCount >= MOST_OF_AN_ENTITY || siteCount >= MOST_OF_A_SITE)) return false;
    this.#ofDay.set(ofEntity, entityCount + 1);
    this.#ofDay.set(ofSite, siteCount + 1);
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
