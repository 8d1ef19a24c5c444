/** A lane's request for a secret that people seal to it, signed by its element, and the form of files with a signature over canonical bytes. */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { kioskIdSchema, publicKeyHexSchema } from './field.ts';
import { parseJson, type PayloadForm, readPayload } from './payload.ts';
import { isSignatureValid, type SigningPurpose } from './signing.ts';

/** X-Wing (draft-connolly-cfrg-xwing-kem §5). */
const PUBLIC_KEY_BYTES = 1_216;

export const laneKeyRequestSchema = z.strictObject({
  version: z.literal(1),
  kioskId: kioskIdSchema,
  /** Only for this request: the lane destroys the private key after the import. */
  transportKey: z
    .string()
    .max(Math.ceil((PUBLIC_KEY_BYTES * 4) / 3))
    .refine(
      (text) => decodeBase64Url(text)?.length === PUBLIC_KEY_BYTES,
      `must be ${PUBLIC_KEY_BYTES} bytes in base64url`,
    ),
});
export type LaneKeyRequest = z.infer<typeof laneKeyRequestSchema>;

export const LANE_KEY_REQUEST_FORM: PayloadForm<LaneKeyRequest> = {
  schema: laneKeyRequestSchema,
  limitBytes: 2_048,
};

/** Largest size of a file. */
export const SIGNED_FILE_LIMIT_BYTES = 16_384;

/** File format: canonical bytes and a signature over them. */
const signedFileSchema = z.strictObject({
  payload: z.string().min(1).max(SIGNED_FILE_LIMIT_BYTES),
  publicKey: publicKeyHexSchema,
  signature: z.string().length(86),
});

export type OpenedSignedFile<T> =
  | { readonly kind: 'read'; readonly message: T }
  | { readonly kind: 'refused'; readonly why: 'malformed' | 'other-key' | 'bad-signature' };

/** @param publicKey key of the required signature, 64 or 66 hex digits */
export function openSignedFile<T>(
  bytes: Uint8Array,
  purpose: SigningPurpose,
  form: PayloadForm<T>,
  publicKey: string,
): OpenedSignedFile<T> {
  if (bytes.length > SIGNED_FILE_LIMIT_BYTES) return { kind: 'refused', why: 'malformed' };
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

/** The lanes' signing keys, confirmed by two people at the lanes. One line each: the lane's id, a space, its key in 64 or 66 hex digits. */
export type LaneKeyList = ReadonlyMap<string, string>;

/** `undefined` when a line is malformed or a lane occurs twice. */
export function readLaneKeyList(text: string): LaneKeyList | undefined {
  const lanes = new Map<string, string>();
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const [id, key, ...more] = line.trim().split(/\s+/);
    const kioskId = kioskIdSchema.safeParse(id).data;
    const publicKey = publicKeyHexSchema.safeParse(key).data;
    if (kioskId === undefined || publicKey === undefined || more.length > 0) return undefined;
    if (lanes.has(kioskId)) return undefined;
    lanes.set(kioskId, publicKey);
  }
  return lanes;
}
