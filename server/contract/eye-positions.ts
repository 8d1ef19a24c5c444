/**
 * The positions of the eyes in a capture, with which an officer's browser shows faces at one scale without searching for them. They are
 * biometric data. The lane seals them under the capture's own key, so they open only where the capture opens, and are erased with it.
 *
 * Open, 8 bytes: x and y of the person's right eye, then of the left eye, each a big-endian 16-bit share of the picture's width or height.
 *
 * Sealed, 48 bytes:
 *
 * | offset | bytes | content |
 * | --- | --- | --- |
 * | 0 | 24 | nonce |
 * | 24 | 24 | XChaCha20-Poly1305 ciphertext and tag; the additional data is `eyesContext` |
 */
export interface EyePosition {
  /** Share of the picture's width, 0 to 1, from the left. */
  readonly x: number;
  /** Share of its height, from the top. */
  readonly y: number;
}

export interface EyePositions {
  /** The person's right eye: on the left of the picture of a person who faces the camera. */
  readonly right: EyePosition;
  readonly left: EyePosition;
}

export const EYES_BYTES = 8;
const NONCE_BYTES = 24;
const TAG_BYTES = 16;
export const SEALED_EYES_BYTES = NONCE_BYTES + EYES_BYTES + TAG_BYTES;

const FAR_EDGE = 0xffff;

/** Binds the positions to their capture. @param captureId 16 bytes in hex */
export function eyesContext(captureId: string): Uint8Array {
  return new TextEncoder().encode(`postern/capture-eyes/v1\n${captureId}`);
}

/** `undefined` when an eye is outside the picture, or both are at one place. The caller wipes the bytes. */
export function writeEyes({ right, left }: EyePositions): Uint8Array<ArrayBuffer> | undefined {
  const shares = [right.x, right.y, left.x, left.y];
  if (!shares.every((share) => share >= 0 && share <= 1)) return undefined;
  const bytes = new Uint8Array(EYES_BYTES);
  const view = new DataView(bytes.buffer);
  shares.forEach((share, index) => view.setUint16(2 * index, Math.round(share * FAR_EDGE)));
  return readEyes(bytes) === undefined ? undefined : bytes;
}

/** `undefined` for bytes that are not two different positions. */
export function readEyes(bytes: Uint8Array): EyePositions | undefined {
  if (bytes.length !== EYES_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const share = (index: number) => view.getUint16(2 * index) / FAR_EDGE;
  const right = { x: share(0), y: share(1) };
  const left = { x: share(2), y: share(3) };
  return right.x === left.x && right.y === left.y ? undefined : { right, left };
}

/** The parts of sealed positions, as views; `undefined` for another length. */
export function splitSealedEyes(
  sealed: Uint8Array,
): { readonly nonce: Uint8Array; readonly ciphertext: Uint8Array } | undefined {
  if (sealed.length !== SEALED_EYES_BYTES) return undefined;
  return { nonce: sealed.subarray(0, NONCE_BYTES), ciphertext: sealed.subarray(NONCE_BYTES) };
}
