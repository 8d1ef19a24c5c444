/** Pure: whether an order that the server signed holds for this lane, this moment and what the lane is doing. */
import type { OrderRefusal } from '../../server/contract/order-vocabulary.ts';
import { mayOrder, type Order } from '../../server/contract/order.ts';
import type { KioskId, TransactionId } from '../../server/contract/report.ts';
import type { Lane } from '../lane/lane.ts';
import { mayOpenForOrder } from '../lane/ordered.ts';
import { ORDER_SKEW_MS } from './order-constants.ts';

export interface OrderFacts {
  readonly kioskId: KioskId;
  /** The lane's wall time, ms. */
  readonly nowMs: number;
  readonly lane: Lane;
  /** Who was referred last and still stands there, as far as the lane knows. */
  readonly referred: TransactionId | undefined;
}

/** The first reason against it, or `undefined`. */
export function judgeOrder(order: Order, facts: OrderFacts): OrderRefusal | undefined {
  const { nowMs } = facts;
  if (order.kioskId !== facts.kioskId) return 'other-lane';
  if (nowMs < order.notBefore - ORDER_SKEW_MS) return 'not-yet-valid';
  if (isOver(order, nowMs)) return 'expired';
  if (!mayOrder(order.command.kind, order.persons)) return 'role-not-entitled';
  return gateAgainst(order, facts);
}

export function isOver({ expires }: Pick<Order, 'expires'>, nowMs: number): boolean {
  return nowMs >= expires + ORDER_SKEW_MS;
}

/** What the gate and whoever stands before it say against an order that moves it. */
function gateAgainst({ command, transactionId }: Order, { lane, referred }: OrderFacts): OrderRefusal | undefined {
  const { phase } = lane.state;
  switch (command.kind) {
    case 'open-for-traveller':
      if (lane.faults.includes('gate')) return 'gate-away';
      if (!mayOpenForOrder(lane)) return 'not-now';
      return transactionId === referred ? undefined : 'other-traveller';
    case 'open-for-cause':
      if (lane.faults.includes('gate')) return 'gate-away';
      // Before a referred traveller the gate opens because an officer decided on them, or not at all
      return mayOpenForOrder(lane) && phase !== 'referred' ? undefined : 'not-now';
    case 'end-emergency':
      return phase === 'emergency' ? undefined : 'not-now';
    default:
      return undefined;
  }
}
