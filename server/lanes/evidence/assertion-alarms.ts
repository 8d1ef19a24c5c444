import type { AssertionRefusal } from '../../contract/assertion-vocabulary.ts';
import type { AlarmKind } from '../../platform/base/alarm-kinds.ts';

/**
 * Alarm for each fault of an assertion that a lane refused.
 * @param unasserted alarm for faults that an officer's console never causes
 */
export function assertionAlarms(unasserted: 'grant-unasserted' | 'order-unasserted'): {
  readonly [Reason in AssertionRefusal]: AlarmKind;
} {
  return {
    'officer-keys-missing': 'officer-keys-missing',
    'assertion-missing': unasserted,
    'assertion-malformed': unasserted,
    'officer-key-unknown': 'officer-key-unknown',
    'officer-key-of-another': unasserted,
    'assertion-of-another-request': unasserted,
    'assertion-of-another-site': unasserted,
    'user-not-verified': unasserted,
    'assertion-forged': unasserted,
    'officer-key-cloned': 'officer-key-cloned',
  };
}
