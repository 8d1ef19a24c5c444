import { bytesToHex } from '@noble/hashes/utils.js';
import type { Router } from 'express';
import { kioskIdSchema } from '../../contract/field.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { findKiosk } from './kiosks.ts';
import { FOR_VERIFIERS, publicRoutes } from '../../platform/http/public-routes.ts';
import { NOT_FOUND } from '../../platform/http/route.ts';

/**
 * The public key of a lane, for verifying a traveller's receipt on the reader's own machine. The receipt names its lane and is not sent to
 * the server. Keys of lanes out of service are included, because their receipts remain valid.
 */
export function receiptRoutes(database: Connection): Router {
  const routes = publicRoutes();
  const form = { query: 'any', sends: { 200: ['text/plain'] } } as const;
  routes.get('/receipt/lane-keys/:kioskId', FOR_VERIFIERS, form, async ({ params, response }) => {
    const id = kioskIdSchema.safeParse(params.kioskId).data;
    const kiosk = id === undefined ? undefined : await findKiosk(database, id);
    if (kiosk === undefined) return NOT_FOUND;
    response.type('text/plain').send(bytesToHex(kiosk.publicKey));
    return undefined;
  });
  return routes.router;
}
