import type { StoredPolicy } from '../tables/retention-policies.ts';
import type { StoredSignature } from '../tables/retention-rollout.ts';
import type { PolicyVersion } from '../answers/retention.ts';
import { changesOf } from './policy-changes.ts';

/**
 * Each version with its changes and signers. Pure.
 * @param stored latest first
 */
export function versionsOf(stored: readonly StoredPolicy[], signatures: readonly StoredSignature[]): PolicyVersion[] {
  return stored.map(({ policy, ...decided }, index) => ({
    ...decided,
    policy,
    number: policy.number,
    changes: changesOf(stored[index + 1]?.policy, policy),
    signatures: signatures
      .filter(({ number }) => number === policy.number)
      .map(({ person, publicKey, signedAt }) => ({ person, publicKey, signedAt })),
  }));
}
