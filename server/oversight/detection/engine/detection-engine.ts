import type { DetectionEvent } from '../events/event.ts';
import { type FoundBreach, InvariantBook, type StoredInvariants } from '../invariants/invariant-book.ts';
import type { Invariant } from '../invariants/invariant.ts';
import { type Entity, entityKey, MAX_REFERENCES } from '../rules/entity.ts';
import type { RuleId, StatisticId } from '../rules/rule-ids.ts';
import { CATALOGUE } from '../statistics/catalogue.ts';
import { type Scored, StatisticBook, type StoredStatistics } from '../statistics/statistic-book.ts';
import { Feedback, type StoredFeedback } from './feedback.ts';
import type { Finding } from './finding.ts';
import { Restraint, type StoredRestraint } from './restraint.ts';

/** Two people agreed that a statistic does not report on an entity for a time. Invariants have no exceptions. */
export interface RuleException {
  readonly rule: RuleId;
  readonly entity: Entity;
  readonly from: number;
  readonly until: number;
}

/** The result of a person's inquiry into a finding. */
export const VERDICTS = ['true', 'benign-explained', 'rule-wrong', 'test'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The verdict on one finding, which began at `from`. */
export interface Disposition {
  readonly rule: RuleId;
  readonly entity: Entity;
  readonly from: number;
  readonly at: number;
  readonly verdict: Verdict;
}

/** The whole memory of an engine, as JSON. A program that stores it does not read it. */
export interface EngineState {
  readonly version: 3;
  /** Unix ms of the latest event or turn. */
  readonly at: number;
  readonly invariants: StoredInvariants;
  readonly restraint: StoredRestraint;
  readonly feedback: StoredFeedback;
  readonly statistics: StoredStatistics;
}

/**
 * Judges events by rules and returns what a person should look at. Pure: the same events, turns and dispositions give the same findings and
 * the same state, also across `state()` and a new engine.
 */
export class DetectionEngine {
  readonly #invariants: InvariantBook;
  readonly #restraint: Restraint;
  readonly #feedback: Feedback;
  readonly #statistics: StatisticBook;
  readonly #further: { readonly rule: StatisticId; readonly decades: number } | undefined;
  #exceptions: readonly RuleException[];
  #at: number;

  constructor(options: {
    readonly invariants: readonly Invariant[];
    readonly state?: EngineState | undefined;
    readonly exceptions?: readonly RuleException[];
    /** Decades that findings of a statistic need in addition; for trials. */
    readonly further?: { readonly rule: StatisticId; readonly decades: number } | undefined;
  }) {
    const state = structuredClone(options.state);
    this.#invariants = new InvariantBook(options.invariants, state?.invariants);
    this.#restraint = new Restraint(state?.restraint);
    this.#feedback = new Feedback(state?.feedback);
    this.#statistics = new StatisticBook(state?.statistics);
    this.#exceptions = options.exceptions ?? [];
    this.#further = options.further;
    this.#at = state?.at ?? 0;
  }

  /** Takes the next event. Events come in the order of time; one that is late is judged by its own time. */
  take(event: DetectionEvent): readonly Finding[] {
    const turned = this.#isNewHour(event.at) ? this.turn(event.at) : NONE;
    this.#at = Math.max(this.#at, event.at);
    const breaches = this.#invariants.take(event);
    const scored = this.#statistics.take(event);
    if (breaches.length === 0 && scored.length === 0) return turned;
    return [...turned, ...this.#report(breaches), ...this.#reportScored(scored)];
  }

  /** The work of each hour and day, and what did not happen. Call it at least every quarter of an hour. */
  turn(now: number): readonly Finding[] {
    const isNewHour = this.#isNewHour(now);
    this.#at = Math.max(this.#at, now);
    const breaches = this.#report(this.#invariants.turn(this.#at));
    if (!isNewHour) return breaches;
    this.#restraint.prune(this.#at);
    this.#feedback.prune(this.#at);
    const scored = this.#statistics.turn(this.#at, (...window) => this.#feedback.isIncident(...window));
    return [...breaches, ...this.#reportScored(scored)];
  }

  /** Learns from a verdict. Confirmed incidents are left out of what is usual; a dismissal raises what this rule and entity need for a week. */
  dispose({ rule, entity, from, at, verdict }: Disposition): void {
    if (verdict === 'true') {
      this.#feedback.confirm(rule, entity, from, at);
      this.#statistics.leaveOut({ entity, from, until: at });
    } else if (verdict !== 'test') {
      this.#feedback.dismiss(rule, entity, at);
      if (isStatistic(rule)) this.#statistics.restart(rule, entity, at);
    }
  }

  /** Replaces the exceptions in force. */
  except(exceptions: readonly RuleException[]): void {
    this.#exceptions = exceptions;
  }

  isExcepted(rule: RuleId, entity: Entity, at: number): boolean {
    return this.#exceptions.some(
      (one) => one.rule === rule && one.from <= at && at < one.until && entityKey(one.entity) === entityKey(entity),
    );
  }

  state(): EngineState {
    return {
      version: 3,
      at: this.#at,
      invariants: this.#invariants.stored(),
      restraint: this.#restraint.stored(),
      feedback: this.#feedback.stored(),
      statistics: structuredClone(this.#statistics.stored()),
    };
  }

  #furtherOf(rule: StatisticId): number {
    return this.#further?.rule === rule ? this.#further.decades : 0;
  }

  #isNewHour(at: number): boolean {
    return Math.floor(at / HOUR_MS) > Math.floor(this.#at / HOUR_MS);
  }

  #report(found: readonly FoundBreach[]): Finding[] {
    return found
      .filter(({ rule, breach, at }) => this.#restraint.admitInvariant(rule.id, breach.entity, at))
      .map(({ rule, breach, at }) => ({
        rule: rule.id,
        version: rule.version,
        basis: 'invariant',
        entity: breach.entity,
        site: breach.site,
        at,
        from: breach.events[0]?.at ?? at,
        until: at,
        observed: breach.observed,
        ...(breach.expected === undefined ? {} : { expected: breach.expected }),
        events: breach.events.slice(-MAX_REFERENCES).map(({ at, kind, entry }) => ({ at, kind, entry })),
        wouldHavePrevented: rule.prevented,
        nextStep: rule.nextStep,
      }));
  }

  /** The most surprising comes first, so that the limits leave out the least. */
  #reportScored(scored: readonly Scored[]): Finding[] {
    return scored
      .map(({ raw, expected, needed }) => ({
        raw,
        needed,
        score: expected + this.#feedback.shift(raw.test.rule, raw.entity, raw.at) - this.#furtherOf(raw.test.rule),
      }))
      .filter(({ raw, score, needed }) => score >= needed && !this.isExcepted(raw.test.rule, raw.entity, raw.at))
      .sort((one, other) => other.score - other.needed - (one.score - one.needed))
      .filter(({ raw, score, needed }) =>
        this.#restraint.admitStatistic(raw.test.rule, raw.entity, raw.site, this.#at, score, needed),
      )
      .map(({ raw, score }) => ({
        rule: raw.test.rule,
        version: CATALOGUE[raw.test.rule].version,
        basis: 'statistic',
        entity: raw.entity,
        ...(raw.site === '' ? {} : { site: raw.site }),
        at: this.#at,
        from: raw.from,
        until: raw.at,
        score,
        observed: raw.observed,
        expected: raw.expected,
        events: [...raw.events],
        wouldHavePrevented: CATALOGUE[raw.test.rule].prevented,
        nextStep: CATALOGUE[raw.test.rule].nextStep,
      }));
  }
}

const HOUR_MS = 3_600_000;

function isStatistic(rule: RuleId): rule is StatisticId {
  return rule in CATALOGUE;
}
const NONE: readonly Finding[] = [];
