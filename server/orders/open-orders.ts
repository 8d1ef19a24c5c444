/** Wiring: the order desk and the delivery to lanes. */
import type { Server as HttpServer } from 'node:http';
import type { RoomContext } from '../context/room-context.ts';
import type { KioskGate } from '../fleet/kiosk-gate.ts';
import { startOrderDelivery, type OrderDelivery } from './delivery.ts';
import type { OrderDesk } from './issue-order.ts';
import { openLaneSockets } from './lane-sockets.ts';

export interface Orders {
  readonly desk: OrderDesk;
  readonly delivery: Pick<OrderDelivery, 'connected'>;
  /** Accepts lanes' sockets on the port for kiosks. */
  listen(http: HttpServer): void;
  close(): Promise<void>;
}

export function openOrders(context: RoomContext, gate: Pick<KioskGate, 'ofHandshake'>): Orders {
  const delivery = startOrderDelivery(context);
  const { clock, signer, events } = context;
  let closeSockets = (): void => undefined;
  return {
    desk: { clock, signer, onIssued: delivery.wake },
    delivery,
    listen(http) {
      closeSockets = openLaneSockets({ http, gate, events, onOpen: delivery.opened, onClose: delivery.closed });
    },
    async close() {
      closeSockets();
      await delivery.close();
    },
  };
}
