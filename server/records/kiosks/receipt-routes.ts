import { bytesToHex } from '@noble/hashes/utils.js';
import express, { type Router } from 'express';
import { kioskIdSchema } from '../../contract/field.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { findKiosk } from './kiosks.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';

/**
 * The public key of a lane, for verifying a traveller's receipt on the reader's own machine. The receipt names its lane and is not sent to
 * the server. Keys of lanes out of service are included, because their receipts remain valid.
 */
export function receiptRoutes(database: Connection): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router
    .route('/receipt/lane-keys/:kioskId')
    .get(async (request, response) => {
      const { data: id } = kioskIdSchema.safeParse(request.params.kioskId);
      const kiosk = id === undefined ? undefined : await findKiosk(database, id);
      if (kiosk === undefined) sendFailure(response, { code: 'not-found' });
      else response.type('text/plain').send(bytesToHex(kiosk.publicKey));
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));
  return router;
}
