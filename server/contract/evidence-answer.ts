/**
 * A lane's answer to a grant: each capture as it lies sealed on the lane's disk, and its key sealed to the officer's key with HPKE
 * (RFC 9180, base mode). The format, with big-endian numbers:
 *
 * | bytes | content |
 * | --- | --- |
 * | 4 | `PEV1` |
 * | 1 | count of captures |
 *
 * followed for each capture by
 *
 * | bytes | content |
 * | --- | --- |
 * | 16 | capture id |
 * | 1120 | X-Wing encapsulation |
 * | 48 | the capture's key, sealed by HPKE's AEAD, with tag |
 * | 4 | n |
 * | n | the sealed capture: `sealed-capture.ts` |
 *
 * HPKE's info is the grant and its additional data is the capture, so a key opens in no other viewing and for no other capture.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { X_WING_ENCAPSULATION_BYTES } from './grant.ts';

const MAGIC = Uint8Array.of(0x50, 0x45, 0x56, 0x31);
const HEAD_BYTES = MAGIC.length + 1;
const ID_BYTES = 16;
export const SEALED_KEY_BYTES = 48;
const CAPTURE_HEAD_BYTES = ID_BYTES + X_WING_ENCAPSULATION_BYTES + SEALED_KEY_BYTES + 4;

/** A lane keeps the portrait and two frames of each capture attempt. */
const MOST_CAPTURES = 32;
/** Upper bound of an answer. */
export const EVIDENCE_LIMIT_BYTES = 64 * 1024 * 1024;

export interface ReleasedCapture {
  /** 16 bytes in hex. */
  readonly captureId: string;
  readonly encapsulation: Uint8Array;
  readonly sealedKey: Uint8Array;
  readonly sealed: Uint8Array;
}

export type ReadEvidenceAnswer =
  | { readonly kind: 'read'; readonly captures: readonly ReleasedCapture[] }
  | { readonly kind: 'malformed' };

/** HPKE's `info`. `grantDigest`: hex. */
export function evidenceInfo(grantDigest: string): Uint8Array {
  return new TextEncoder().encode(`postern/evidence/v1\n${grantDigest}`);
}

/** HPKE's additional data. */
export function evidenceContext(captureId: string): Uint8Array {
  return new TextEncoder().encode(`postern/evidence-key/v1\n${captureId}`);
}

/** The answer in pieces for sending in order; sealed captures are not copied. */
export function evidenceAnswer(captures: readonly ReleasedCapture[]): readonly Uint8Array[] {
  const head = new Uint8Array(HEAD_BYTES);
  head.set(MAGIC);
  head[MAGIC.length] = captures.length;
  return [head, ...captures.flatMap((capture) => [captureHead(capture), capture.sealed])];
}

/** Splits an answer into views of `bytes`. Nothing in it has been verified yet. */
export function readEvidenceAnswer(bytes: Uint8Array): ReadEvidenceAnswer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes[MAGIC.length] ?? 0;
  if (MAGIC.some((byte, index) => bytes[index] !== byte) || count < 1 || count > MOST_CAPTURES) return MALFORMED;
  const captures: ReleasedCapture[] = [];
  let at = HEAD_BYTES;
  for (let index = 0; index < count; index++) {
    if (at + CAPTURE_HEAD_BYTES > bytes.length) return MALFORMED;
    const take = (length: number) => bytes.subarray(at, (at += length));
    const captureId = bytesToHex(take(ID_BYTES));
    const encapsulation = take(X_WING_ENCAPSULATION_BYTES);
    const sealedKey = take(SEALED_KEY_BYTES);
    const length = view.getUint32(at);
    at += 4;
    if (length > bytes.length - at) return MALFORMED;
    captures.push({ captureId, encapsulation, sealedKey, sealed: take(length) });
  }
  return at === bytes.length ? { kind: 'read', captures } : MALFORMED;
}

const MALFORMED = { kind: 'malformed' } as const;

function captureHead({ captureId, encapsulation, sealedKey, sealed }: ReleasedCapture): Uint8Array {
  const head = new Uint8Array(CAPTURE_HEAD_BYTES);
  head.set(hexToBytes(captureId));
  head.set(encapsulation, ID_BYTES);
  head.set(sealedKey, ID_BYTES + X_WING_ENCAPSULATION_BYTES);
  new DataView(head.buffer).setUint32(CAPTURE_HEAD_BYTES - 4, sealed.length);
  return head;
}
