/**
 * A lane's answer to a grant: each capture as it lies sealed on the lane's disk, and its key sealed to the officer's key with HPKE
 * (RFC 9180, base mode). The format, with big-endian numbers:
 *
 * | bytes | content |
 * | --- | --- |
 * | 4 | `PEV2` |
 * | 1 | count of captures |
 *
 * followed for each capture by
 *
 * | bytes | content |
 * | --- | --- |
 * | 16 | capture id |
 * | 1120 | X-Wing encapsulation |
 * | 48 | the capture's key, sealed by HPKE's AEAD, with tag |
 * | 1 | e: 48 when the positions of the eyes follow, otherwise 0 |
 * | e | the sealed positions of the eyes: `eye-positions.ts` |
 * | 4 | n |
 * | n | the sealed capture: `sealed-capture.ts` |
 *
 * Lanes of an earlier version answer with `PEV1`, which has no positions (neither e nor its bytes).
 *
 * HPKE's info is the grant and its additional data is the capture, so a key opens in no other viewing and for no other capture.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { SEALED_EYES_BYTES } from './eye-positions.ts';
import { X_WING_ENCAPSULATION_BYTES } from './grant.ts';

const MAGIC = Uint8Array.of(0x50, 0x45, 0x56, 0x32);
/** The last byte of an answer without positions of eyes. */
const WITHOUT_EYES = 0x31;
const HEAD_BYTES = MAGIC.length + 1;
const ID_BYTES = 16;
export const SEALED_KEY_BYTES = 48;
const KEY_BYTES = ID_BYTES + X_WING_ENCAPSULATION_BYTES + SEALED_KEY_BYTES;

/** A lane keeps the portrait and two frames of each capture attempt. */
const MAX_CAPTURES = 32;
/** Upper bound of an answer. */
export const EVIDENCE_LIMIT_BYTES = 64 * 1024 * 1024;

export interface ReleasedCapture {
  /** 16 bytes in hex. */
  readonly captureId: string;
  readonly encapsulation: Uint8Array;
  readonly sealedKey: Uint8Array;
  /** Present for a picture in which the lane found a face: `SEALED_EYES_BYTES`. */
  readonly sealedEyes?: Uint8Array | undefined;
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
  const last = MAGIC.length - 1;
  const isOurs = MAGIC.subarray(0, last).every((byte, index) => bytes[index] === byte);
  const hasEyes = bytes[last] === MAGIC[last];
  if (!isOurs || (!hasEyes && bytes[last] !== WITHOUT_EYES)) return MALFORMED;
  if (count < 1 || count > MAX_CAPTURES) return MALFORMED;
  const captures: ReleasedCapture[] = [];
  let at = HEAD_BYTES;
  for (let index = 0; index < count; index++) {
    const eyesBytes = hasEyes ? bytes[at + KEY_BYTES] : 0;
    if (eyesBytes !== 0 && eyesBytes !== SEALED_EYES_BYTES) return MALFORMED;
    if (at + KEY_BYTES + (hasEyes ? 1 : 0) + eyesBytes + 4 > bytes.length) return MALFORMED;
    const take = (length: number) => bytes.subarray(at, (at += length));
    const captureId = bytesToHex(take(ID_BYTES));
    const encapsulation = take(X_WING_ENCAPSULATION_BYTES);
    const sealedKey = take(SEALED_KEY_BYTES);
    if (hasEyes) at += 1;
    const sealedEyes = eyesBytes === 0 ? undefined : take(eyesBytes);
    const length = view.getUint32(at);
    at += 4;
    if (length > bytes.length - at) return MALFORMED;
    captures.push({ captureId, encapsulation, sealedKey, ...(sealedEyes && { sealedEyes }), sealed: take(length) });
  }
  return at === bytes.length ? { kind: 'read', captures } : MALFORMED;
}

const MALFORMED = { kind: 'malformed' } as const;

function captureHead({ captureId, encapsulation, sealedKey, sealedEyes, sealed }: ReleasedCapture): Uint8Array {
  const eyesBytes = sealedEyes?.length ?? 0;
  const head = new Uint8Array(KEY_BYTES + 1 + eyesBytes + 4);
  head.set(hexToBytes(captureId));
  head.set(encapsulation, ID_BYTES);
  head.set(sealedKey, ID_BYTES + X_WING_ENCAPSULATION_BYTES);
  head[KEY_BYTES] = eyesBytes;
  if (sealedEyes !== undefined) head.set(sealedEyes, KEY_BYTES + 1);
  new DataView(head.buffer).setUint32(head.length - 4, sealed.length);
  return head;
}
