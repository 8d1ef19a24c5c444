import type { Act } from '../../platform/access/vocabulary.ts';
import type { OrderKind } from '../../contract/order-vocabulary.ts';

/**
 * Act of the access table for each order; for orders of two people the act of the second one, who completes them. The server alone sends a
 * signed retention policy.
 */
export const ORDER_ACTS: { readonly [Kind in OrderKind]: Act | null } = {
  'open-for-traveller': 'lane.open',
  'open-for-cause': 'lane.open',
  'take-out-of-service': 'lane.serve',
  'return-to-service': 'lane.serve',
  'open-in-emergency': 'lane.open-in-emergency',
  'end-emergency': 'lane.open-in-emergency',
  'resolve-referral': 'referral.decide',
  'hold-captures': 'hold.approve',
  'release-hold': 'hold.approve',
  'erase-captures': 'captures.erase',
  'adopt-retention': null,
  'degrade-policy': 'degradation.approve',
  'end-degradation': 'degradation.end',
};
