import type { AnyProposalKind } from '../records/proposals/proposal-kind.ts';
import type { OrderDesk } from '../lanes/orders/issue-order.ts';
import { type IsListedReferral, legalHoldKind, releaseHoldKind } from './holds/hold-kinds.ts';
import { retentionPolicyKind } from './retention/retention-kind.ts';

/** Proposals about retention, each decided by two people. */
export function privacyKinds(orders: OrderDesk, isListedReferral: IsListedReferral): readonly AnyProposalKind[] {
  return [retentionPolicyKind(), legalHoldKind(orders, isListedReferral), releaseHoldKind(orders)];
}
