/**
 * Delivers orders to lanes, each lane's in their order, and repeats them after a timeout or a new connection until the lane has settled
 * them or they expire. The database is the queue, so orders given by another node or before a restart are delivered too.
 */
import type { RoomContext } from '../../records/context/room-context.ts';
import type { KioskId } from '../../contract/field.ts';
import { encodeServerMessage, withAssertion } from '../../contract/server-message.ts';
import { findKiosk } from '../../records/kiosks/kiosks.ts';
import { expireOrders, listPendingOrders, type StoredOrder } from './order-table.ts';
import type { LaneSocket } from './lane-sockets.ts';

/** Interval between queries of the database, ms. Orders of this node are delivered at once. */
const ROUND_MS = 1_000;

/** Time after an order's expiry in which an answer may still arrive, ms: clocks differ and disks are slow. */
const ANSWER_GRACE_MS = 10_000;

interface Line {
  readonly socket: LaneSocket;
  /** Ids of orders sent over this socket and not rejected. */
  readonly sent: Set<number>;
}

export interface OrderDelivery {
  opened(socket: LaneSocket): void;
  closed(socket: LaneSocket): void;
  /** Checks for new orders that may have become durable. */
  wake(): void;
  /** Lanes that can receive orders now. */
  connected(): ReadonlySet<KioskId>;
  close(): Promise<void>;
}

export function startOrderDelivery({ knex, queue, clock, events }: RoomContext): OrderDelivery {
  const lines = new Map<KioskId, Line>();
  let cancel: (() => void) | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let closed = false;

  const bring = (line: Line, order: StoredOrder): void => {
    line.sent.add(order.id);
    const signed = encodeServerMessage(order.payload, order.signature);
    const wire = order.assertion === null ? signed : withAssertion(signed, order.assertion);
    void line.socket.send(wire).then((settled) => {
      // Not settled, or lost: the next round sends it again
      if (!settled) line.sent.delete(order.id);
    });
  };

  const round = async (): Promise<void> => {
    const now = clock.wallMs();
    const orders = await listPendingOrders(knex);
    if (orders.some(({ expires }) => expires < now - ANSWER_GRACE_MS)) {
      await queue.run((transaction) => expireOrders(transaction, now - ANSWER_GRACE_MS, Math.round(now)));
    }
    for (const [kioskId, line] of lines) {
      const due = orders.filter(
        (order) => order.kioskId === kioskId && order.expires > now && !line.sent.has(order.id),
      );
      if (due.length === 0) continue;
      const kiosk = await findKiosk(knex, kioskId);
      // A newer socket of this lane has its own line
      if (lines.get(kioskId) !== line) continue;
      if (kiosk === undefined || kiosk.disabledAt !== null) line.socket.close();
      else for (const order of due) bring(line, order);
    }
  };

  const wake = (): void => {
    if (closed) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    cancel?.();
    running = round()
      .catch((error: unknown) => events.emit({ event: 'fault', where: 'order-delivery', error }))
      .finally(() => {
        running = undefined;
        if (closed) return;
        cancel = clock.after(ROUND_MS, wake);
        if (again) {
          again = false;
          wake();
        }
      });
  };

  wake();
  return {
    wake,
    connected: () => new Set(lines.keys()),
    opened(socket) {
      lines.get(socket.kioskId)?.socket.close();
      lines.set(socket.kioskId, { socket, sent: new Set() });
      wake();
    },
    closed(socket) {
      if (lines.get(socket.kioskId)?.socket === socket) lines.delete(socket.kioskId);
    },
    async close() {
      closed = true;
      cancel?.();
      await running;
    },
  };
}
