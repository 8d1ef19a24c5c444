import type { Router } from 'express';
import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import { beaconAnswerSchema } from '../../contract/lane-statement.ts';
import { ENVELOPE_LIMIT_BYTES, wireSchema } from '../../contract/envelope.ts';
import { STATEMENT_EVERY_MS } from '../../contract/statement-times.ts';
import type { KioskGate } from '../../lanes/fleet/kiosk-gate.ts';
import { peerOf } from '../../lanes/fleet/peer.ts';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import { FROM_LANES } from '../ingest/lane-message.ts';
import type { IngestContext } from '../ingest/ingest-context.ts';
import { makeBeacon } from './make-beacon.ts';

/** A lane asks once in ten seconds while a person looks at its code. */
const RATE = { perSecond: 2_000 / STATEMENT_EVERY_MS, burst: 6 };

/** Route by which lanes get the beacons that their statements answer. */
export function beaconRoutes(context: IngestContext, gate: KioskGate): Router {
  const routes = publicRoutes();
  const rateLimit = new TokenBuckets(RATE, context.clock);
  const form = { bytes: wireSchema, maxBodyBytes: ENVELOPE_LIMIT_BYTES, answer: beaconAnswerSchema };
  routes.post('/v1/lane-beacons', FROM_LANES, form, async ({ bytes, request, response }) => {
    const sender = await gate.ofWork(request);
    if (sender.kind === 'refused') return sender;
    const peer = peerOf(request.socket);
    const certificate = peer.kind === 'certified' ? peer.serial : undefined;
    const made = await makeBeacon(context, rateLimit, bytes, certificate, (author) => gate.judgeAuthor(sender, author));
    if (made.kind !== 'made') return made;
    response.set('Cache-Control', 'no-store');
    return { beacon: made.beacon };
  });
  return routes.router;
}
