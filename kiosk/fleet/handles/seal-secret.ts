/**
 * Seals 32 bytes to a key pair that a lane's element can derive again: HPKE (RFC 9180) base mode with X-Wing, HKDF-SHA256
 * and AES-256-GCM. Signatures of people over the whole file authenticate it.
 */
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { offHeap } from '../../../hardware/host/off-heap.ts';
import { decodeBase64Url, encodeBase64Url } from '../../../server/contract/base64url.ts';

const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

export interface TransportKeys {
  readonly publicKey: Uint8Array;
  readonly privateKey: Awaited<ReturnType<typeof suite.kem.deriveKeyPair>>['privateKey'];
}

/** @param seed 32 bytes, which a lane's element can derive again while it has the chain; wiped by the caller */
export async function transportKeysOf(seed: Uint8Array<ArrayBuffer>): Promise<TransportKeys> {
  const { publicKey, privateKey } = await suite.kem.deriveKeyPair(seed.slice().buffer);
  return { publicKey: new Uint8Array(await suite.kem.serializePublicKey(publicKey)), privateKey };
}

/** The purpose of a sealed secret: bound to it, and not secret. */
export interface SealedFor {
  readonly info: Uint8Array;
  readonly additionalData: Uint8Array;
}

/** Both in base64url. */
export interface SealedSecret {
  readonly encapsulation: string;
  readonly sealed: string;
}

/** @param secret 32 bytes, wiped by the caller */
export async function sealSecret(
  publicKey: Uint8Array,
  { info, additionalData }: SealedFor,
  secret: Uint8Array,
): Promise<SealedSecret> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(publicKey);
  const sender = await suite.createSenderContext({ recipientPublicKey, info });
  const sealed = await sender.seal(secret, additionalData);
  return {
    encapsulation: encodeBase64Url(new Uint8Array(sender.enc)),
    sealed: encodeBase64Url(new Uint8Array(sealed)),
  };
}

/** Returns 32 bytes in a buffer that can be wiped, or `undefined` when they were sealed to another key or changed. */
export async function openSecret(
  { encapsulation, sealed }: SealedSecret,
  { info, additionalData }: SealedFor,
  { privateKey }: TransportKeys,
): Promise<Uint8Array | undefined> {
  try {
    const enc = decodeBase64Url(encapsulation) ?? new Uint8Array();
    const recipient = await suite.createRecipientContext({ recipientKey: privateKey, enc, info });
    const opened = new Uint8Array(await recipient.open(decodeBase64Url(sealed) ?? new Uint8Array(), additionalData));
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
