/** Seals the fleet's key of a day to one lane. */
import { decodeBase64Url } from '../../../server/contract/base64url.ts';
import type { LaneKeyRequest } from '../../../server/contract/lane-key-request.ts';
import type { SealedHandleKey } from './handle-key-wire.ts';
import { openSecret, type SealedFor, sealSecret, transportDigest, type TransportKeys } from './seal-secret.ts';

const encoder = new TextEncoder();
const INFO = encoder.encode('postern/handle-key/v1');

type Bound = Pick<SealedHandleKey, 'kioskId' | 'generation' | 'day' | 'transport'>;

/** @param secret 32 bytes, wiped by the caller */
export async function sealHandleKey(
  { kioskId, transportKey }: LaneKeyRequest,
  { generation, day }: Pick<Bound, 'generation' | 'day'>,
  secret: Uint8Array,
  sealedAt: number,
): Promise<SealedHandleKey> {
  const publicKey = decodeBase64Url(transportKey) ?? new Uint8Array();
  const bound: Bound = { kioskId, generation, day, transport: transportDigest(publicKey) };
  return { version: 1, ...bound, ...(await sealSecret(publicKey, sealedFor(bound), secret)), sealedAt };
}

/** Returns 32 bytes in a buffer that can be wiped, or `undefined` when the file was sealed to another key or changed. */
export function openHandleKey(sealed: SealedHandleKey, keys: TransportKeys): Promise<Uint8Array | undefined> {
  return openSecret(sealed, sealedFor(sealed), keys);
}

function sealedFor({ kioskId, generation, day, transport }: Bound): SealedFor {
  return { info: INFO, additionalData: encoder.encode(`${kioskId}\n${generation}\n${day}\n${transport}`) };
}
