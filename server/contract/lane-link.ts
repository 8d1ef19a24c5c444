/** The socket that carries orders to a lane. The kiosk identifies itself with `kiosk-hello.ts` in the handshake. */
import { z } from 'zod';

/** Path for lanes, separate from consoles: socket.io over WebSocket only. */
export const LANE_LINK_PATH = '/lanes/socket.io';
export const LANE_LINK_NAMESPACE = '/kiosk';

/** The server sends an order again if the lane has not acknowledged it after this time, ms. */
export const ORDER_ACKNOWLEDGED_MS = 5_000;

/** A lane's answer to an order. `settled`: its report is on the disk, or none is needed. `not-settled`: the lane cannot handle it now. */
export const orderAcknowledgementSchema = z.strictObject({ kind: z.enum(['settled', 'not-settled']) });
export type OrderAcknowledgement = z.infer<typeof orderAcknowledgementSchema>;
