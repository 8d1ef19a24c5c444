import express, { type Router } from 'express';
import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import { ENVELOPE_LIMIT_BYTES } from '../../contract/envelope.ts';
import { STATEMENT_EVERY_MS } from '../../contract/statement-times.ts';
import type { KioskGate } from '../../lanes/fleet/kiosk-gate.ts';
import { peerOf } from '../../lanes/fleet/peer.ts';
import { bytesOf, readJsonBytes } from '../../platform/http/body.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { IngestContext } from '../ingest/ingest-context.ts';
import { makeBeacon } from './make-beacon.ts';

/** A lane asks once in ten seconds while a person looks at its code. */
const RATE = { perSecond: 2_000 / STATEMENT_EVERY_MS, burst: 6 };

/** Route by which lanes get the beacons that their statements answer. */
export function beaconRoutes(context: IngestContext, gate: KioskGate): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  const rateLimit = new TokenBuckets(RATE, context.clock);
  router
    .route('/v1/lane-beacons')
    .post(readJsonBytes(ENVELOPE_LIMIT_BYTES), async (request, response) => {
      const sender = await gate.ofWork(request);
      if (sender.kind === 'refused') return sendFailure(response, sender);
      const peer = peerOf(request.socket);
      const certificate = peer.kind === 'certified' ? peer.serial : undefined;
      const made = await makeBeacon(context, rateLimit, bytesOf(request.body), certificate, (author) =>
        gate.judgeAuthor(sender, author),
      );
      if (made.kind === 'made') response.set('Cache-Control', 'no-store').json({ beacon: made.beacon });
      else sendFailure(response, made);
    })
    .all(answerMethodNotAllowed('POST'));
  return router;
}
