/** Why a lane did not do what it was told, for whoever told it. Complete by type. */
import type { OrderRefusal } from '../contract/order-vocabulary.ts';

export const ORDER_REFUSAL_WORDS: { readonly [Refusal in OrderRefusal]: string } = {
  'other-lane': 'it was for another lane',
  'not-yet-valid': 'the clocks differ',
  expired: 'it came too late',
  'role-not-entitled': 'the duty of whoever ordered it does not have this order',
  replayed: 'it was used before',
  'not-now': 'the lane is busy: somebody is in it, or the gate moves',
  'other-traveller': 'another traveller stands there now',
  'gate-away': 'the gate does not answer',
  'not-recorded': 'the lane’s disk takes no records',
  'keys-away': 'the lane’s secure element does not answer',
  interrupted: 'the lane stopped in the middle',
  'no-longer-kept': 'the lane no longer keeps it',
  'already-held': 'it is held already',
  'not-held': 'it is not held',
  'under-hold': 'two people have ordered it to be kept',
  'limit-exceeded': 'it would last too long',
  'retention-invalid': 'the policy is not signed by two',
  'retention-not-yet-valid': 'the policy is not yet in force',
  'retention-older': 'a newer policy is in force',
};
