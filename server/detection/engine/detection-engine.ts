import type { DetectionEvent } from '../events/event.ts';
import { type FoundBreach, InvariantBook, type StoredInvariants } from '../invariants/invariant-book.ts';
import type { Invariant } from '../invariants/invariant.ts';
import { type Entity, entityKey, MOST_REFERENCES } from '../rules/entity.ts';
import type { RuleId } from '../rules/rule-ids.ts';
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
  readonly version: 1;
  /** Unix ms of the latest event or turn. */
  readonly at: number;
  readonly invariants: StoredInvariants;
  readonly restraint: StoredRestraint;
  readonly feedback: StoredFeedback;
}

/**
 * Judges events by rules and returns what a person should look at. Pure: the same events, turns and dispositions give the same findings and
 * the same state, also across `state()` and a new engine.
 */
export class DetectionEngine {
  readonly #invariants: InvariantBook;
  readonly #restraint: Restraint;
  readonly #feedback: Feedback;
  #exceptions: readonly RuleException[];
  #at: number;

  constructor(options: {
    readonly invariants: readonly Invariant[];
    readonly state?: EngineState | undefined;
    readonly exceptions?: readonly RuleException[];
  }) {
    const { state } = options;
    this.#invariants = new InvariantBook(options.invariants, state?.invariants);
    this.#restraint = new Restraint(state?.restraint);
    this.#feedback = new Feedback(state?.feedback);
    this.#exceptions = options.exceptions ?? [];
    this.#at = state?.at ?? 0;
  }

  /** Takes the next event. Events come in the order of time; one that is late is judged by its own time. */
  take(event: DetectionEvent): readonly Finding[] {
    this.#at = Math.max(this.#at, event.at);
    return this.#report(this.#invariants.take(event));
  }

  /** The work of each hour and day, and what did not happen. Call it at least every quarter of an hour. */
  turn(now: number): readonly Finding[] {
    this.#at = Math.max(this.#at, now);
    this.#restraint.prune(this.#at);
    this.#feedback.prune(this.#at);
    return this.#report(this.#invariants.turn(this.#at));
  }

  /** Learns from a verdict. Confirmed incidents are left out of what is usual; a dismissal raises what this rule and entity need for a week. */
  dispose({ rule, entity, from, at, verdict }: Disposition): void {
    if (verdict === 'true') this.#feedback.confirm(rule, entity, from, at);
    else if (verdict !== 'test') this.#feedback.dismiss(rule, entity, at);
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
      version: 1,
      at: this.#at,
      invariants: this.#invariants.stored(),
      restraint: this.#restraint.stored(),
      feedback: this.#feedback.stored(),
    };
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
        events: breach.events.slice(-MOST_REFERENCES).map(({ at, kind, entry }) => ({ at, kind, entry })),
        wouldHavePrevented: rule.prevented,
        nextStep: rule.nextStep,
      }));
  }
}
