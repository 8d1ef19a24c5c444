/**
 * The sealed form of one capture, which a lane writes and an officer's browser reads. Byte by byte:
 *
 * | offset | bytes | content |
 * | --- | --- | --- |
 * | 0 | 4 | `PSC1` |
 * | 4 | 4 | n, the header's length, big-endian |
 * | 8 | n | header: canonical JSON (RFC 8785) of `CaptureHeader` |
 * | 8 + n | 24 | nonce |
 * | 32 + n | rest | XChaCha20-Poly1305 ciphertext and 16-byte tag |
 *
 * Everything before the nonce is additional data: it binds the capture to its lane, traveller, time and class. The server never receives
 * a capture.
 */
import { z } from 'zod';
import { kioskIdSchema, transactionIdSchema } from './field.ts';
import { parseJson } from './payload.ts';

export const MODALITIES = ['face-frame', 'chip-portrait', 'finger-image', 'chip-fingers'] as const;
export type Modality = (typeof MODALITIES)[number];

const imageSide = z.int().min(1).max(16_384);

export const captureHeaderSchema = z.strictObject({
  version: z.literal(1),
  captureId: z.string().regex(/^[0-9a-f]{32}$/),
  kioskId: kioskIdSchema,
  transactionId: transactionIdSchema,
  modality: z.enum(MODALITIES),
  /** Wall time, ms. */
  capturedAt: z.int().min(0),
  retentionClass: z.enum(['transaction', 'referred']),
  /** `encoded`: a complete file (JPEG, JPEG 2000). Otherwise packed 8-bit rows. */
  format: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('encoded') }),
    z.strictObject({ kind: z.enum(['rgb', 'grey']), width: imageSide, height: imageSide }),
  ]),
});
export type CaptureHeader = z.infer<typeof captureHeaderSchema>;

export const CAPTURE_MAGIC = Uint8Array.of(0x50, 0x53, 0x43, 0x31);
export const CAPTURE_PREFIX_BYTES = 8;
export const CAPTURE_NONCE_BYTES = 24;
export const CAPTURE_TAG_BYTES = 16;
const LONGEST_HEADER_BYTES = 2_048;

export type SplitCapture =
  | {
      readonly kind: 'split';
      readonly additionalData: Uint8Array;
      readonly nonce: Uint8Array;
      /** With its tag. */
      readonly ciphertext: Uint8Array;
    }
  | { readonly kind: 'refused'; readonly why: 'not a sealed capture' | 'a sealed capture is cut short' };

/** Splits a sealed capture into views. */
export function splitCapture(sealed: Uint8Array): SplitCapture {
  if (sealed.length < CAPTURE_PREFIX_BYTES || CAPTURE_MAGIC.some((byte, index) => sealed[index] !== byte)) {
    return { kind: 'refused', why: 'not a sealed capture' };
  }
  const headerLength = new DataView(sealed.buffer, sealed.byteOffset, sealed.byteLength).getUint32(4);
  const nonceStart = CAPTURE_PREFIX_BYTES + headerLength;
  const ciphertextStart = nonceStart + CAPTURE_NONCE_BYTES;
  if (headerLength > LONGEST_HEADER_BYTES || sealed.length < ciphertextStart + CAPTURE_TAG_BYTES) {
    return { kind: 'refused', why: 'a sealed capture is cut short' };
  }
  return {
    kind: 'split',
    additionalData: sealed.subarray(0, nonceStart),
    nonce: sealed.subarray(nonceStart, ciphertextStart),
    ciphertext: sealed.subarray(ciphertextStart),
  };
}

/** The header in a capture's additional data, unverified until the tag has been checked. `undefined` if it is not a header. */
export function captureHeaderOf(additionalData: Uint8Array): CaptureHeader | undefined {
  const value = parseJson(additionalData.subarray(CAPTURE_PREFIX_BYTES));
  return value === undefined ? undefined : captureHeaderSchema.safeParse(value.json).data;
}
