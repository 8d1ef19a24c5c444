/**
 * A reduced policy, for some hours and by order of two people. Pure. The reduced policy has its own digest, which every
 * report contains.
 */
import type { Degradation } from '../../../server/contract/order-vocabulary.ts';
import type { CheckName } from '../../../server/contract/vocabulary.ts';
import type { Policy } from './policy.ts';

/** The oldest list that any policy can allow, ms. */
const OLDEST_ANY_POLICY_ALLOWS_MS = 400 * 24 * 3_600_000;

/** Leaves at least one required check, because no degradation removes an essential one. */
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
    // The fused rate of face and fingers cannot be required of the face alone
    const { fusedFalseMatchRate: _fused, ...faceAlone } = policy;
    return policy.requiredChecks.includes('finger-comparison') ? without(faceAlone, 'finger-comparison') : policy;
  },
  'without-watchlist'(policy) {
    const { watchlists: _lists, ...withoutLists } = policy;
    return without(withoutLists, 'document-watchlist');
  },
  'older-revocation-lists': (policy) => ({ ...policy, oldestRevocationListMs: OLDEST_ANY_POLICY_ALLOWS_MS }),
};

function without(policy: Policy, check: CheckName): Policy {
  return { ...policy, requiredChecks: policy.requiredChecks.filter((name) => name !== check) };
}
