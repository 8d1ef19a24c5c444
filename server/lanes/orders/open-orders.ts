/** Wiring: the order desk and the delivery to lanes. */
import type { Server as HttpServer } from 'node:http';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { KioskGate } from '../fleet/kiosk-gate.ts';
import { startOrderDelivery, type OrderDelivery } from './delivery.ts';
import type { OrderDesk } from './issue-order.ts';
import { openLaneSockets } from './lane-sockets.ts';

export interface Orders {
  readonly desk: OrderDesk;
  readonly delivery: Pick<OrderDelivery, 'connected'>;
  /** Accepts lanes' sockets on the port for kiosks. Returns a function that closes them. */
  listen(http: HttpServer): () => void;
  /** Ends the delivery. */
  close(): Promise<void>;
}

export function openOrders(context: RoomContext, gate: Pick<KioskGate, 'ofHandshake'>): Orders {
  const delivery = startOrderDelivery(context);
  const { clock, mode, signer, events } = context;
  return {
    desk: { clock, mode, signer, onIssued: delivery.wake },
    delivery,
    listen: (http) => openLaneSockets({ http, gate, events, onOpen: delivery.opened, onClose: delivery.closed }),
    close: () => delivery.close(),
  };
}
