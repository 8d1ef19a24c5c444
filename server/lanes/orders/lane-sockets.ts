/** Sockets of lanes. A lane authenticates in the handshake, receives orders and sends only acknowledgements. Each lane has one socket: the latest. */
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { KioskId } from '../../contract/field.ts';
import {
  LANE_LINK_NAMESPACE,
  LANE_LINK_PATH,
  ORDER_ACKNOWLEDGED_MS,
  orderAcknowledgementSchema,
} from '../../contract/lane-link.ts';
import type { Events } from '../../platform/base/events.ts';
import type { KioskGate } from '../fleet/kiosk-gate.ts';

/** A lane that can receive orders. */
export interface LaneSocket {
  readonly kioskId: KioskId;
  /** Sends an order. `true` when the lane has settled it; `false` when it has not, or does not answer in time. */
  send(order: Uint8Array): Promise<boolean>;
  close(): void;
}

export interface LaneSocketsParts {
  readonly http: HttpServer;
  readonly gate: Pick<KioskGate, 'ofHandshake'>;
  readonly events: Events;
  readonly onOpen: (socket: LaneSocket) => void;
  readonly onClose: (socket: LaneSocket) => void;
}

/** Maximum number of lanes. */
const LANES = 16_384;
/** Maximum size of a lane's message, bytes: its hello and acknowledgements. */
const MESSAGE_LIMIT_BYTES = 4_096;

/**
 * Listens beside the feed, on its own path.
 * @returns a function that closes every socket
 */
export function openLaneSockets({ http, gate, events, onOpen, onClose }: LaneSocketsParts): () => void {
  const io = new Server(http, {
    path: LANE_LINK_PATH,
    serveClient: false,
    transports: ['websocket'],
    maxHttpBufferSize: MESSAGE_LIMIT_BYTES,
    pingInterval: 5_000,
    pingTimeout: 5_000,
    connectTimeout: 5_000,
    allowRequest(request, decide) {
      // Lanes are not browsers; a request with an origin comes from a page
      if (request.headers.origin !== undefined) decide('origin-not-allowed', false);
      else if (io.engine.clientsCount >= LANES) decide('too-many-lanes', false);
      else decide(null, true);
    },
  });
  const lanes = io.of(LANE_LINK_NAMESPACE);
  const kiosks = new WeakMap<Socket, KioskId>();

  /** Reason to refuse a socket; `undefined` to accept it. */
  const refusal = async (socket: Socket): Promise<Error | undefined> => {
    const { hello } = socket.handshake.auth as { readonly hello?: unknown };
    try {
      const owner = await gate.ofHandshake(socket.request, hello);
      if (owner.kind === 'refused') return new Error(owner.code);
      kiosks.set(socket, owner.kiosk.id);
      return undefined;
    } catch (error) {
      events.emit({ event: 'fault', where: 'lane-sockets', error });
      return new Error('unavailable');
    }
  };

  lanes.use((socket, next) => {
    void (async () => next(await refusal(socket)))();
  });
  lanes.on('connection', (socket) => {
    const kioskId = kiosks.get(socket);
    if (kioskId === undefined) return void socket.disconnect(true);
    const lane = laneSocket(socket, kioskId);
    socket.on('disconnect', () => onClose(lane));
    onOpen(lane);
  });

  return () => {
    io.disconnectSockets(true);
    lanes.disconnectSockets(true);
    io.engine.close();
  };
}

function laneSocket(socket: Socket, kioskId: KioskId): LaneSocket {
  return {
    kioskId,
    async send(order) {
      try {
        const said: unknown = await socket.timeout(ORDER_ACKNOWLEDGED_MS).emitWithAck('order', Buffer.from(order));
        return orderAcknowledgementSchema.safeParse(said).data?.kind === 'settled';
      } catch {
        return false;
      }
    },
    close: () => void socket.disconnect(true),
  };
}
