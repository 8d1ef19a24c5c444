import type { AnyProposalKind } from '../proposals/proposal-kind.ts';
import type { OrderDesk } from '../orders/issue-order.ts';
import { legalHoldKind, releaseHoldKind } from './holds/hold-kinds.ts';
import { retentionPolicyKind } from './retention/retention-kind.ts';

/** What two people decide about what is kept. */
export function privacyKinds(orders: OrderDesk): readonly AnyProposalKind[] {
  return [retentionPolicyKind(), legalHoldKind(orders), releaseHoldKind(orders)];
}
