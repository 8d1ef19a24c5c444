/** A policy with less in it, for some hours and by order of two people. Pure; what it comes to has a digest of its own in every report. */
import type { Degradation } from '../../server/contract/order-vocabulary.ts';
import type { CheckName } from '../../server/contract/vocabulary.ts';
import type { Policy } from './policy.ts';

/** The oldest list that any policy can allow, ms. */
const OLDEST_ANY_POLICY_ALLOWS_MS = 400 * 24 * 3_600_000;

/** Leaves at least one required check: none of these is what a lane cannot do without. */
export function degraded(policy: Policy, degradations: readonly Degradation[]): Policy {
  return degradations.reduce((less, degradation) => DEGRADED[degradation](less), policy);
}

const DEGRADED: Readonly<Record<Degradation, (policy: Policy) => Policy>> = {
  'light-challenge-observed'(policy) {
    const challenge = 'presentation-attack-light-challenge';
    if (!policy.requiredChecks.includes(challenge)) return policy;
    return {
      ...without(policy, challenge),
      observedChecks: [...new Set([...policy.observedChecks, challenge] as const)],
    };
  },
  'without-fingers'(policy) {
    // What face and fingers were to prove together, the face alone cannot be asked for
    const { fusedFalseMatchRate: _fused, ...faceAlone } = policy;
    return policy.requiredChecks.includes('finger-comparison') ? without(faceAlone, 'finger-comparison') : policy;
  },
  'without-watchlist': (policy) => without(policy, 'document-watchlist'),
  'older-revocation-lists': (policy) => ({ ...policy, oldestRevocationListMs: OLDEST_ANY_POLICY_ALLOWS_MS }),
};

function without(policy: Policy, check: CheckName): Policy {
  return { ...policy, requiredChecks: policy.requiredChecks.filter((name) => name !== check) };
}
