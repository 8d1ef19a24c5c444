/** The verdicts of people on findings, and how they change the scores of statistics. Invariants do not change. */
import { type Entity, entityKey } from '../rules/entity.ts';
import type { RuleId } from '../rules/rule-ids.ts';

const DAY_MS = 86_400_000;
/** For this time a dismissed rule and entity need a score that is one decade higher. */
const DISMISSAL_MS = 7 * DAY_MS;
const DISMISSAL_DECADES = 1;
/** Bounds of the change by a rule's precision, in decades. */
const MIN_SHIFT = -1.5;
const MAX_SHIFT = 0.3;
/** A verdict counts this much, so that a few verdicts change little. */
const VERDICT_WEIGHT = 0.5;
/** Confirmed incidents that are remembered; the oldest is forgotten first. */
const MAX_INCIDENTS = 1_000;
const INCIDENT_KEPT_MS = 50 * DAY_MS;

/** A person found out that a finding was right. Its time is left out of what is usual. */
export interface Incident {
  readonly entity: string;
  readonly from: number;
  readonly until: number;
}

export interface StoredFeedback {
  readonly precision: readonly (readonly [RuleId, number, number])[];
  readonly dismissed: readonly (readonly [string, number])[];
  readonly incidents: readonly Incident[];
}

/** The share of a rule's findings that were right, with a uniform prior. */
export class Feedback {
  readonly #precision: Map<RuleId, { right: number; wrong: number }>;
  readonly #dismissed: Map<string, number>;
  #incidents: readonly Incident[];

  constructor(stored: StoredFeedback = { precision: [], dismissed: [], incidents: [] }) {
    this.#precision = new Map(stored.precision.map(([rule, right, wrong]) => [rule, { right, wrong }]));
    this.#dismissed = new Map(stored.dismissed);
    this.#incidents = stored.incidents;
  }

  dismiss(rule: RuleId, entity: Entity, at: number): void {
    this.#countsOf(rule).wrong += VERDICT_WEIGHT;
    this.#dismissed.set(`${rule} ${entityKey(entity)}`, at + DISMISSAL_MS);
  }

  confirm(rule: RuleId, entity: Entity, from: number, until: number): void {
    this.#countsOf(rule).right += VERDICT_WEIGHT;
    this.#incidents = [...this.#incidents, { entity: entityKey(entity), from, until }].slice(-MAX_INCIDENTS);
  }

  /** Decades to add to a score. */
  shift(rule: RuleId, entity: Entity, at: number): number {
    const { right, wrong } = this.#precision.get(rule) ?? { right: 0, wrong: 0 };
    const odds = Math.log10((1 + right) / (1 + wrong));
    const dismissed = (this.#dismissed.get(`${rule} ${entityKey(entity)}`) ?? 0) > at ? DISMISSAL_DECADES : 0;
    return Math.min(MAX_SHIFT, Math.max(MIN_SHIFT, odds)) - dismissed;
  }

  isIncident(entity: string, from: number, until: number): boolean {
    return this.#incidents.some((one) => one.entity === entity && one.from < until && from < one.until);
  }

  prune(now: number): void {
    for (const [key, until] of this.#dismissed) if (until <= now) this.#dismissed.delete(key);
    this.#incidents = this.#incidents.filter(({ until }) => now - until < INCIDENT_KEPT_MS);
  }

  stored(): StoredFeedback {
    return {
      precision: [...this.#precision].map(([rule, { right, wrong }]) => [rule, right, wrong]),
      dismissed: [...this.#dismissed],
      incidents: this.#incidents,
    };
  }

  #countsOf(rule: RuleId): { right: number; wrong: number } {
    const counts = this.#precision.get(rule) ?? { right: 0, wrong: 0 };
    this.#precision.set(rule, counts);
    return counts;
  }
}
