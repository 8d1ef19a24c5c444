/** The state of a delivery at a time. Pure. */
import type { StoredDelivery } from './tables/delivery-table.ts';
import type { DeliveryState } from './vocabulary.ts';

export interface DeliveryStanding {
  /** The request to delete it. */
  readonly deletion: Pick<StoredDelivery, 'answeredAt'> | undefined;
  /** Whether two people decided that the partner deletes it. */
  readonly isDecided: boolean;
}

export function deliveryState(
  { refusal, answeredAt, answerUntil }: Pick<StoredDelivery, 'refusal' | 'answeredAt' | 'answerUntil'>,
  { deletion, isDecided }: DeliveryStanding,
  nowMs: number,
): DeliveryState {
  if (refusal !== null) return 'refused';
  if (deletion !== undefined) return deletion.answeredAt === null ? 'deletion-asked' : 'deleted';
  if (isDecided) return 'deletion-decided';
  if (answeredAt !== null) return 'answered';
  return answerUntil !== null && answerUntil <= nowMs ? 'overdue' : 'waiting';
}
