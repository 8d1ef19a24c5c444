/** Whether a release on trial is healthy: pure, from the parts of the lane that work. */
import type { ReturnReason } from '../../../server/contract/lane-software.ts';
import type { HealthPart } from './selection.ts';

/** A release is healthy after its parts have worked for so long without a break. */
export const HEALTHY_FOR_MS = 60_000;

/** The longest trial of one start. With `MAX_STARTS` starts a lane is back within half an hour, and mostly within minutes. */
export const TRIAL_MS = 480_000;

export interface TrialFacts {
  /** The parts that worked before the release. */
  readonly before: readonly HealthPart[];
  /** The parts that work now. */
  readonly working: readonly HealthPart[];
  /** Since the lane started, ms. */
  readonly runningMs: number;
  /** Since which all parts have worked without a break, ms; `undefined`: one does not work now. */
  readonly wholeMs: number | undefined;
}

export type TrialJudgement =
  | { readonly kind: 'waits' }
  | { readonly kind: 'healthy' }
  | { readonly kind: 'left'; readonly why: ReturnReason };

export function missingPart({ before, working }: Pick<TrialFacts, 'before' | 'working'>): HealthPart | undefined {
  return before.find((part) => !working.includes(part));
}

export function judgeTrial(facts: TrialFacts): TrialJudgement {
  const missing = missingPart(facts);
  if (missing === undefined && facts.wholeMs !== undefined && facts.wholeMs >= HEALTHY_FOR_MS)
    return { kind: 'healthy' };
  if (facts.runningMs < TRIAL_MS) return { kind: 'waits' };
  // All work now, after a break: their minute is not over yet
  return missing === undefined && facts.runningMs < TRIAL_MS + HEALTHY_FOR_MS
    ? { kind: 'waits' }
    : { kind: 'left', why: missing ?? 'devices' };
}
