/** The socket over which orders reach a lane. Who opens it says so with `kiosk-hello.ts` in its handshake. */
import { z } from 'zod';

/** Where the server listens for lanes, apart from consoles: socket.io over WebSocket alone. */
export const LANE_LINK_PATH = '/lanes/socket.io';
export const LANE_LINK_NAMESPACE = '/kiosk';

/** An order that a lane has not acknowledged by then is sent again, ms. */
export const ORDER_ACKNOWLEDGED_MS = 5_000;

/** What a lane says to an order. `settled`: its answer is on the disk, or there is none to give. `not-settled`: it could not be dealt with now. */
export const orderAcknowledgementSchema = z.strictObject({ kind: z.enum(['settled', 'not-settled']) });
export type OrderAcknowledgement = z.infer<typeof orderAcknowledgementSchema>;
