/**
 * Lets a candidate policy judge the evidence of each traveller again, once the decision of the policy in use is durable. It is a pure
 * function of the existing evidence: nothing is captured or kept for it, and only counts remain.
 */
import type { EligibilityRules } from '../../../server/contract/eligibility.ts';
import type { LaneShadow } from '../../../server/contract/shadow-passage.ts';
import type { LaneOutcome } from '../../rules/decision/decide.ts';
import type { Evidence } from '../../rules/decision/evidence.ts';
import { declarationBeside, judgeBeside } from '../../rules/decision/judge-beside.ts';
import { type Policy, policyDigest } from '../../rules/decision/policy.ts';
import { type Counted, createPassageCounts, reportOf } from './count-passages.ts';
import type { DeclarationRules } from '../../../server/contract/rules/questions.ts';
import type { DeclarationPair, ShadowOutcome, Verdict } from './kept-counts.ts';

/** The candidate policy, with its counts against the policy in use. */
export interface PolicyContender extends Counted {
  readonly policy: Policy;
  readonly inUse: Policy;
}

export interface PolicyPassageOptions {
  /** `undefined`: there is no candidate, or it is the policy in use. */
  readonly contender: () => PolicyContender | undefined;
  /** The orders of people that reduce a policy for some hours. They would reduce the candidate too. */
  readonly degraded: (policy: Policy) => Policy;
  /** A count could not be written. */
  readonly onError: (error: unknown) => void;
}

export interface PolicyPassage {
  /** The rules by which a document is judged for the candidate, in the turn in which it is read. `undefined`: none. */
  eligibility(): { readonly policy: string; readonly eligibility: EligibilityRules } | undefined;
  /** The customs questions of the candidate, by which the answers are judged in the turn in which they come. `undefined`: none. */
  declaration(): { readonly policy: string; readonly rules: DeclarationRules } | undefined;
  /** A decision is durable. @param policy by which it was made */
  decided(evidence: Evidence, policy: Policy, outcome: LaneOutcome): void;
  /** `undefined` before the first batch. */
  report(): LaneShadow | undefined;
  /** Calls the listener when a batch is complete. */
  onBatch(listener: () => void): void;
  /** Resolves when no traveller is being counted. */
  settled(): Promise<void>;
}

/** Policies pass or refuse, without a strength. */
const PASS: Verdict = { kind: 'match', logLikelihoodRatio: 0 };
const REFUSE: Verdict = { kind: 'below-threshold' };

export function createPolicyPassage({ contender, degraded, onError }: PolicyPassageOptions): PolicyPassage {
  const { count, onBatch, settled } = createPassageCounts(onError);
  const judge = (evidence: Evidence, policy: Policy, outcome: LaneOutcome): void => {
    const one = contender();
    // If the policy changed while the traveller was here, the count would be against another policy
    if (one === undefined || policyDigest(degraded(one.inUse)) !== policyDigest(policy)) return;
    const other = degraded(one.policy);
    const beside = judgeBeside(evidence, policy, other);
    if (beside !== undefined) count(one, Promise.resolve(outcomeOf(beside, outcome, verdictsOf(evidence, other))));
  };
  return {
    eligibility() {
      const one = contender();
      const policy = one && degraded(one.policy);
      if (policy?.eligibility === undefined) return undefined;
      return { policy: policyDigest(policy), eligibility: policy.eligibility };
    },
    declaration() {
      const one = contender();
      const policy = one && degraded(one.policy);
      if (policy?.declaration === undefined) return undefined;
      return { policy: policyDigest(policy), rules: policy.declaration.rules };
    },
    decided(evidence, policy, outcome) {
      try {
        judge(evidence, policy, outcome);
      } catch (error) {
        onError(error);
      }
    },
    report() {
      const one = contender();
      return one && reportOf(one);
    },
    onBatch,
    settled,
  };
}

function verdictsOf(evidence: Evidence, other: Policy): DeclarationPair | undefined {
  const candidate = declarationBeside(evidence, other);
  const inUse = evidence.declarationBeside?.inUse;
  return inUse && candidate && { inUse, candidate };
}

function outcomeOf(
  beside: NonNullable<ReturnType<typeof judgeBeside>>,
  outcome: LaneOutcome,
  declarations: DeclarationPair | undefined,
): ShadowOutcome {
  if (beside.kind === 'not-captured') return { kind: 'not-judged', why: 'not-captured' };
  return {
    kind: 'judged',
    current: outcome === 'cleared' ? PASS : REFUSE,
    candidate: beside.clears ? PASS : REFUSE,
    declarations,
  };
}
