import type { StoredPolicy } from '../../store/privacy/retention-policies.ts';
import type { PolicyVersion } from '../../views/retention.ts';
import { changesOf } from './policy-changes.ts';

/** Pure: each version with what it changed. `stored`: the latest first. */
export function versionsOf(stored: readonly StoredPolicy[]): PolicyVersion[] {
  return stored.map(({ policy, ...decided }, index) => ({
    ...decided,
    policy,
    number: policy.number,
    changes: changesOf(stored[index + 1]?.policy, policy),
  }));
}
