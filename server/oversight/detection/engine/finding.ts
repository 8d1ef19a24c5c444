import type { Entity, EventReference } from '../rules/entity.ts';
import type { CounterfactualCode, NextStepCode, RuleId } from '../rules/rule-ids.ts';

/** One result of a rule, with all that a person needs to judge it. Times are Unix ms. */
export interface Finding {
  readonly rule: RuleId;
  readonly version: number;
  readonly basis: 'invariant' | 'statistic';
  readonly entity: Entity;
  readonly site?: string | undefined;
  readonly at: number;
  /** The window of the observation. */
  readonly from: number;
  readonly until: number;
  /** Statistics only: -log10 of the expected number of false findings like this one per site and day. */
  readonly score?: number | undefined;
  readonly observed: number;
  readonly expected?: number | undefined;
  /** The latest events, at most 10, oldest first. */
  readonly events: readonly EventReference[];
  readonly wouldHavePrevented: CounterfactualCode;
  readonly nextStep: NextStepCode;
}
