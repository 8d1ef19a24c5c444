/**
 * The sealed form of one capture. Byte by byte:
 *
 * | offset | bytes | what |
 * | --- | --- | --- |
 * | 0 | 4 | `PSC1` |
 * | 4 | 4 | n, the header's length, big-endian |
 * | 8 | n | header: canonical JSON (RFC 8785) of `CaptureHeader` |
 * | 8 + n | 24 | nonce |
 * | 32 + n | rest | XChaCha20-Poly1305 ciphertext and 16-byte tag |
 *
 * Everything before the nonce is additional data: a capture cannot be passed off as another lane's, traveller's, time's or
 * class's.
 */
import { randomFillSync } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../server/contract/canonical-json.ts';
import { kioskIdSchema, transactionIdSchema } from '../../server/contract/report.ts';
import { VaultError } from './vault-error.ts';
import { decrypt, encryptInto, NONCE_BYTES, TAG_BYTES } from './xchacha.ts';

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
  /** `encoded`: a file of its own (JPEG, JPEG 2000). Otherwise packed 8-bit rows. */
  format: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('encoded') }),
    z.strictObject({ kind: z.enum(['rgb', 'grey']), width: imageSide, height: imageSide }),
  ]),
});
export type CaptureHeader = z.infer<typeof captureHeaderSchema>;

const MAGIC = Uint8Array.of(0x50, 0x53, 0x43, 0x31);
const PREFIX_BYTES = 8;
const LONGEST_HEADER_BYTES = 2_048;

/**
 * Seals `plaintext` under `key` (32 bytes, used once) and overwrites it, also when sealing fails.
 *
 * @param allocate gives a buffer of so many bytes, whatever is in it: all of it is overwritten
 */
export function seal(
  plaintext: Uint8Array,
  header: CaptureHeader,
  key: Uint8Array,
  allocate = (bytes: number) => new Uint8Array(bytes),
): Uint8Array<ArrayBuffer> {
  try {
    const headerBytes = canonicalJson(header);
    const nonceStart = PREFIX_BYTES + headerBytes.length;
    const sealed = allocate(nonceStart + NONCE_BYTES + plaintext.length + TAG_BYTES);
    sealed.set(MAGIC);
    new DataView(sealed.buffer).setUint32(4, headerBytes.length);
    sealed.set(headerBytes, PREFIX_BYTES);
    const nonce = randomFillSync(sealed.subarray(nonceStart, nonceStart + NONCE_BYTES));
    encryptInto(sealed.subarray(nonceStart + NONCE_BYTES), key, nonce, sealed.subarray(0, nonceStart), plaintext);
    return sealed;
  } finally {
    plaintext.fill(0);
  }
}

export interface OpenedCapture {
  readonly header: CaptureHeader;
  /** Owned by the caller, who wipes it. */
  readonly plaintext: Uint8Array<ArrayBuffer>;
}

/** Opens what `seal` made. Throws `VaultError` `corrupt` on anything else. */
export function open(sealed: Uint8Array, key: Uint8Array): OpenedCapture {
  const view = new DataView(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (sealed.length < PREFIX_BYTES || MAGIC.some((byte, index) => sealed[index] !== byte)) {
    throw new VaultError('corrupt', 'not a sealed capture');
  }
  const headerLength = view.getUint32(4);
  const nonceStart = PREFIX_BYTES + headerLength;
  if (headerLength > LONGEST_HEADER_BYTES || sealed.length < nonceStart + NONCE_BYTES + TAG_BYTES) {
    throw new VaultError('corrupt', 'a sealed capture is cut short');
  }
  const additionalData = sealed.subarray(0, nonceStart);
  const nonce = sealed.subarray(nonceStart, nonceStart + NONCE_BYTES);
  const plaintext = decrypt(key, nonce, additionalData, sealed.subarray(nonceStart + NONCE_BYTES));
  try {
    return { header: parseHeader(sealed.subarray(PREFIX_BYTES, nonceStart)), plaintext };
  } catch (cause) {
    plaintext.fill(0);
    throw new VaultError('corrupt', 'a sealed capture has a header of another kind', { cause });
  }
}

function parseHeader(bytes: Uint8Array): CaptureHeader {
  return captureHeaderSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
}
