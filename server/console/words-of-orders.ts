/** Words of orders to lanes. Complete by type. */
import type { EmergencyCause, OpeningCause, OrderRefusal, ServiceReason } from '../contract/order-vocabulary.ts';
import { translated } from './languages/text.ts';

/** Why a lane did not carry out an order, for the person who gave it. */
export const ORDER_REFUSAL_WORDS: { readonly [Refusal in OrderRefusal]: string } = translated({
  'other-lane': 'it was for another lane',
  'other-site': 'it was for another site',
  'not-yet-valid': 'the clocks differ',
  expired: 'it came too late',
  'role-not-entitled': 'your duty does not include this order',
  'officer-keys-missing':
    'the lane has no list of officers’ keys; ask an administrator to release the list of officers’ keys',
  'assertion-missing': 'your passkey did not sign it',
  'assertion-malformed': 'the lane cannot read what your passkey signed',
  'officer-key-unknown':
    'this lane does not have your key yet; ask an administrator to release the list of officers’ keys',
  'officer-key-of-another':
    'this passkey is not listed for you in this role; use your own, or ask an administrator to release the list of officers’ keys',
  'assertion-of-another-request': 'your passkey signed something else',
  'assertion-of-another-site': 'the lane does not take passkeys from this address; open the console by its own address',
  'user-not-verified': 'your passkey did not check that it is you',
  'assertion-forged': 'it is not the signature of your passkey',
  'officer-key-cloned': 'a copy of your passkey may exist; use another, and tell an administrator where this one is',
  replayed: 'it was used before',
  'not-now': 'the lane is busy: a traveller is in it, or the gate moves',
  'other-traveller':
    'the lane no longer has this traveller at its gate; the next traveller has started, or the lane has restarted',
  'gate-away': 'the gate does not answer',
  'not-recorded': 'the lane’s disk takes no records',
  'keys-away': 'the lane’s secure element does not answer',
  interrupted: 'the lane stopped before it had finished',
  'no-longer-kept': 'the lane no longer keeps it',
  'already-held': 'the captures are already held',
  'not-held': 'the captures are not held',
  'under-hold': 'two people have ordered it to be kept',
  'limit-exceeded': 'it would last too long',
  'retention-invalid': 'the policy is not signed by two',
  'retention-not-yet-valid': 'the policy is not yet in force',
  'retention-older': 'a newer policy is in force',
});

export const OPENING_WORDS: { readonly [Cause in OpeningCause]: string } = translated({
  staff: 'Staff',
  assistance: 'A person who needs assistance',
  escort: 'An escort',
  'decided-at-desk': 'Decided at the desk',
  maintenance: 'Maintenance',
});

export const SERVICE_WORDS: { readonly [Reason in ServiceReason]: string } = translated({
  staffing: 'Too few officers',
  maintenance: 'Maintenance',
  security: 'Security',
  'suspected-attack': 'Signs of an attack on the lane',
});

export const EMERGENCY_WORDS: { readonly [Cause in EmergencyCause]: string } = translated({
  fire: 'Fire',
  evacuation: 'Evacuation',
  medical: 'Medical emergency',
  'trapped-person': 'A person is trapped',
  drill: 'Drill',
});

/** States of an opening by hand or in an emergency. */
export const OPENING_STATE_WORDS: { readonly [One in 'due' | 'overdue' | 'confirmed' | 'unfounded']: string } =
  translated({
    due: 'To be confirmed',
    overdue: 'Not confirmed in time',
    confirmed: 'Confirmed',
    unfounded: 'Found to be without cause',
  });
