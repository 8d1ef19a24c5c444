import type { Act } from '../access/vocabulary.ts';
import type { OrderKind } from '../contract/order-vocabulary.ts';

/** Act of the access table for each order; for orders of two people also the second person's act. */
export const ORDER_ACTS: { readonly [Kind in OrderKind]: readonly [Act] | readonly [Act, Act] } = {
  'open-for-traveller': ['lane.open'],
  'open-for-cause': ['lane.open'],
  'take-out-of-service': ['lane.serve'],
  'return-to-service': ['lane.serve'],
  'open-in-emergency': ['lane.open-in-emergency'],
  'end-emergency': ['lane.open-in-emergency'],
  'resolve-referral': ['referral.decide'],
  'hold-captures': ['hold.propose', 'hold.approve'],
  'release-hold': ['hold.propose', 'hold.approve'],
  'erase-captures': ['captures.erase'],
  'adopt-retention': ['retention.sign'],
  'degrade-policy': ['degradation.propose', 'degradation.approve'],
  'end-degradation': ['degradation.end'],
};
