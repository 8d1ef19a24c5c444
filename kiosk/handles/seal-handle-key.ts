/**
 * Seals the fleet's key of a day to one lane: HPKE (RFC 9180) base mode with X-Wing, HKDF-SHA256 and AES-256-GCM. The
 * holders' signature over the whole file authenticates it.
 */
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { offHeap } from '../../hardware/host/off-heap.ts';
import { decodeBase64Url, encodeBase64Url } from '../../server/contract/base64url.ts';
import type { HandleKeyRequest, SealedHandleKey } from './handle-key-wire.ts';

const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const encoder = new TextEncoder();
const INFO = encoder.encode('postern/handle-key/v1');

export interface TransportKeys {
  readonly publicKey: Uint8Array;
  readonly privateKey: Awaited<ReturnType<typeof suite.kem.deriveKeyPair>>['privateKey'];
}

/** @param seed 32 bytes, which a lane's element can derive again while it has the chain; wiped by the caller */
export async function transportKeysOf(seed: Uint8Array<ArrayBuffer>): Promise<TransportKeys> {
  const { publicKey, privateKey } = await suite.kem.deriveKeyPair(seed.slice().buffer);
  return { publicKey: new Uint8Array(await suite.kem.serializePublicKey(publicKey)), privateKey };
}

type Bound = Pick<SealedHandleKey, 'kioskId' | 'generation' | 'day' | 'transport'>;

/** @param secret 32 bytes, wiped by the caller */
export async function sealHandleKey(
  { kioskId, transportKey }: HandleKeyRequest,
  { generation, day }: Pick<Bound, 'generation' | 'day'>,
  secret: Uint8Array,
  sealedAt: number,
): Promise<SealedHandleKey> {
  const publicKey = decodeBase64Url(transportKey) ?? new Uint8Array();
  const bound: Bound = { kioskId, generation, day, transport: transportDigest(publicKey) };
  const recipientPublicKey = await suite.kem.deserializePublicKey(publicKey);
  const sender = await suite.createSenderContext({ recipientPublicKey, info: INFO });
  const sealed = await sender.seal(secret, additionalData(bound));
  return {
    version: 1,
    ...bound,
    encapsulation: encodeBase64Url(new Uint8Array(sender.enc)),
    sealed: encodeBase64Url(new Uint8Array(sealed)),
    sealedAt,
  };
}

/** Returns 32 bytes in a buffer that can be wiped, or `undefined` when the file was sealed to another key or changed. */
export async function openHandleKey(
  { encapsulation, sealed, ...bound }: SealedHandleKey,
  { privateKey }: TransportKeys,
): Promise<Uint8Array | undefined> {
  try {
    const enc = decodeBase64Url(encapsulation) ?? new Uint8Array();
    const recipient = await suite.createRecipientContext({ recipientKey: privateKey, enc, info: INFO });
    const opened = new Uint8Array(
      await recipient.open(decodeBase64Url(sealed) ?? new Uint8Array(), additionalData(bound)),
    );
    const secret = offHeap(opened.length);
    secret.set(opened);
    opened.fill(0);
    return secret;
  } catch {
    return undefined;
  }
}

export function transportDigest(publicKey: Uint8Array): string {
  return bytesToHex(sha256(publicKey));
}

function additionalData({ kioskId, generation, day, transport }: Bound): Uint8Array {
  return encoder.encode(`${kioskId}\n${generation}\n${day}\n${transport}`);
}
