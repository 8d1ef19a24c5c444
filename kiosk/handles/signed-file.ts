/** Reads and makes the files of `handle-key-wire.ts`. */
import { readFileSync, statSync } from 'node:fs';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { decodeBase64Url, encodeBase64Url } from '../../server/contract/base64url.ts';
import { parseJson, type PayloadForm, readPayload } from '../../server/contract/payload.ts';
import { isSignatureValid, type SigningPurpose } from '../../server/contract/signing.ts';
import { SIGNED_FILE_LIMIT_BYTES, signedFileSchema } from './handle-key-wire.ts';

export type ReadSignedFile<T> =
  | { readonly kind: 'read'; readonly message: T }
  | { readonly kind: 'refused'; readonly why: 'unreadable' | 'malformed' | 'other-key' | 'bad-signature' };

/** @param publicKey key of the required signature, 64 or 66 hex digits */
export function readSignedFile<T>(
  file: string,
  purpose: SigningPurpose,
  form: PayloadForm<T>,
  publicKey: string,
): ReadSignedFile<T> {
  let bytes: Uint8Array;
  try {
    if (statSync(file).size > SIGNED_FILE_LIMIT_BYTES) return { kind: 'refused', why: 'malformed' };
    bytes = readFileSync(file);
  } catch {
    return { kind: 'refused', why: 'unreadable' };
  }
  const { data: signed } = signedFileSchema.safeParse(parseJson(bytes)?.json);
  const payload = signed && decodeBase64Url(signed.payload);
  const signature = signed && decodeBase64Url(signed.signature);
  if (signed === undefined || payload === undefined || signature === undefined) {
    return { kind: 'refused', why: 'malformed' };
  }
  if (signed.publicKey !== publicKey) return { kind: 'refused', why: 'other-key' };
  if (!isSignatureValid(purpose, payload, signature, hexToBytes(publicKey))) {
    return { kind: 'refused', why: 'bad-signature' };
  }
  const read = readPayload(form, payload);
  return read.kind === 'valid' ? { kind: 'read', message: read.message } : { kind: 'refused', why: 'malformed' };
}

export function signedFileText(payload: Uint8Array, publicKey: Uint8Array, signature: Uint8Array): string {
  const signed = {
    payload: encodeBase64Url(payload),
    publicKey: bytesToHex(publicKey),
    signature: encodeBase64Url(signature),
  };
  return `${JSON.stringify(signed)}\n`;
}
