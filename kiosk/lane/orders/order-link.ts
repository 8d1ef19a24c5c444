/**
 * The socket from the lane to the server that carries orders. The lane does not depend on it: without it, service continues
 * unchanged. It reconnects after each loss with increasing, random delays, so that a fleet does not reconnect at once.
 */
import { randomBytes } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import { encodeEnvelope } from '../../../server/contract/envelope.ts';
import { helloBytes, helloSigningInput } from '../../../server/contract/kiosk-hello.ts';
import { LANE_LINK_NAMESPACE, LANE_LINK_PATH, type OrderAcknowledgement } from '../../../server/contract/lane-link.ts';
import { ORDER_LIMIT_BYTES } from '../../../server/contract/order.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import { backoffMs } from '../../fleet/uplink/backoff.ts';
import type { ServerLink } from '../../fleet/uplink/server-link.ts';
import type { OrderTaker } from './take-orders.ts';

export type OrderLinkState = 'connecting' | 'open' | 'waiting';

export interface OrderLink {
  state(): OrderLinkState;
  close(): Promise<void>;
}

export interface OrderLinkOptions {
  readonly kioskId: KioskId;
  readonly clock: Clock;
  readonly serverUrl: URL;
  /** Connection for the socket; absent while the lane may not contact the server. */
  readonly link: Pick<ServerLink, 'agent'>;
  readonly secureElement: Pick<SecureElement, 'sign'>;
  readonly taker: Pick<OrderTaker, 'take'>;
  readonly random: () => number;
  readonly log: LogEvent;
}

/** Time-out until the next try, ms. */
const ANSWER_MS = 5_000;

export function openOrderLink(options: OrderLinkOptions): OrderLink {
  const { kioskId, clock, serverUrl, link, secureElement, taker, random, log } = options;
  const socket = io(new URL(LANE_LINK_NAMESPACE, serverUrl).href, {
    path: LANE_LINK_PATH,
    transports: ['websocket'],
    // socket.io's reconnection cannot use a test clock, and stops when the server closes the connection
    reconnection: false,
    autoConnect: false,
    forceNew: true,
    timeout: ANSWER_MS,
  });
  const underWay = new Set<Promise<unknown>>();
  let state: OrderLinkState = 'connecting';
  let failures = 0;
  let closed = false;
  let cancel: (() => void) | undefined;
  /** One object per connection: the server does not repeat an order over the same connection. */
  let connection = {};

  const become = (next: OrderLinkState): void => {
    if (next !== state) log({ event: 'order-link', state: next });
    state = next;
  };
  const hello = async (): Promise<string> => {
    const nonce = randomBytes(16).toString('hex');
    const payload = helloBytes({ version: 1, kioskId, at: Math.round(clock.wallMs()), nonce });
    const signature = await secureElement.sign(helloSigningInput(payload));
    return Buffer.from(encodeEnvelope({ kioskId, payload, signature })).toString();
  };
  const connect = (): void => {
    if (closed) return;
    become('connecting');
    connection = {};
    hello().then((said) => {
      const agent = link.agent();
      if (agent === undefined) return again();
      socket.auth = { hello: said };
      // In Node the agent is passed to the socket; the types only cover browsers
      Object.assign(socket.io.opts, { agent });
      if (!closed) socket.connect();
    }, again);
  };
  const again = (): void => {
    if (closed || state === 'waiting') return;
    failures += 1;
    become('waiting');
    socket.disconnect();
    cancel = clock.after(backoffMs(failures, random()), connect);
  };

  socket.on('connect', () => {
    failures = 0;
    become('open');
  });
  socket.on('order', (wire: unknown, acknowledge: unknown) => {
    if (!(wire instanceof Uint8Array) || wire.length > ORDER_LIMIT_BYTES || typeof acknowledge !== 'function') return;
    const reply = acknowledge as (said: OrderAcknowledgement) => void;
    const taking = taker.take(wire, connection).then((kind) => reply({ kind }));
    underWay.add(taking);
    void taking.finally(() => underWay.delete(taking));
  });
  socket.on('connect_error', again);
  socket.on('disconnect', again);
  connect();

  return {
    state: () => state,
    async close() {
      closed = true;
      cancel?.();
      socket.disconnect();
      await Promise.allSettled(underWay);
    },
  };
}
