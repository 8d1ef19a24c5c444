/** Makes the beacon that a lane's statement answers. */
import { randomBytes } from 'node:crypto';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import { isStart, listSoftware } from '../../lanes/attestation/approved-software.ts';
import { findQuote } from '../../lanes/attestation/lane-quotes.ts';
import { startStanding } from '../../lanes/attestation/start-standing.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import {
  laneBeaconBytes,
  laneBeaconSigningInput,
  readBeaconRequest,
  signedBeacon,
} from '../../contract/lane-statement.ts';
import { authenticate, type JudgeAuthor } from '../ingest/authenticate.ts';
import type { IngestContext } from '../ingest/ingest-context.ts';

export type BeaconMade = { readonly kind: 'made'; readonly beacon: string } | Refusal;

/**
 * Answers the signed request of an enrolled, enabled lane. Nothing is stored.
 *
 * @param certificate serial of the connection's certificate; `undefined` without TLS
 */
export async function makeBeacon(
  context: IngestContext,
  rateLimit: TokenBuckets,
  wire: Uint8Array,
  certificate: string | undefined,
  judgeAuthor?: JudgeAuthor,
): Promise<BeaconMade> {
  const { knex, clock, signer } = context;
  const sender = await authenticate(context, 'lane-beacon-request', wire, judgeAuthor);
  if (sender.kind === 'refused') return sender;
  const read = readBeaconRequest(sender.envelope);
  if (read.kind === 'refused') return read;
  const { kiosk } = sender;
  const retryAfterS = rateLimit.take(kiosk.id);
  if (retryAfterS > 0) return { ...refuse('rate-limited', 'asks for too many beacons'), retryAfterS };
  const now = clock.wallMs();
  const [quote, software] = await Promise.all([findQuote(knex, kiosk.id), listSoftware(knex)]);
  const beacon = laneBeaconBytes({
    version: 1,
    start: startStanding(quote, certificate, now, software.filter(isStart)),
    at: Math.floor(now / 1_000) * 1_000,
    nonce: randomBytes(16).toString('hex'),
    publicKey: bytesToHex(kiosk.publicKey),
    kioskId: kiosk.id,
    site: kiosk.site,
    lane: kiosk.lane,
  });
  return { kind: 'made', beacon: signedBeacon(beacon, await signer.sign(laneBeaconSigningInput(beacon))) };
}
