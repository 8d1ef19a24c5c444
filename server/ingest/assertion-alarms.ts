import type { AssertionRefusal } from '../contract/assertion-vocabulary.ts';
import type { AlarmKind } from '../base/alarm-kinds.ts';

/** The alarm for each assertion that a lane did not take. `unasserted`: for what an officer at work never sends. */
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
