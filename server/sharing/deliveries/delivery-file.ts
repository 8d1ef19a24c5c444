/** The outer form of a delivery: a readable head, the sealed content, and the server's signature. Browsers read it too, without opening it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { decodeBase64Url, encodeBase64Url } from '../../contract/base64url.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { sha256HexSchema, wallMsSchema } from '../../contract/field.ts';
import { isSignatureValid } from '../../contract/signing.ts';
import { agreementIdSchema } from '../agreement/agreement.ts';
import { partyIdSchema } from '../agreement/party.ts';
import { SHARED_DATASETS } from '../agreement/vocabulary.ts';
import { DECIDED_DELETIONS } from './vocabulary.ts';

/** 131,072 sealed pseudonyms, in base64url twice. */
export const BOUNDS = { depth: 16, bytes: 16 * 1_024 * 1_024 };

/** `counts`: the content of a period, which are cells or sealed pseudonyms. `deletion`: asks for the deletion of an earlier delivery. */
export const DELIVERY_KINDS = ['counts', 'deletion'] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/** Why a delivery is to be deleted: its time at the partner has expired, or two people decided it. */
export const DELETION_REASONS = ['retention-over', ...DECIDED_DELETIONS] as const;
export type DeletionReason = (typeof DELETION_REASONS)[number];

/** `2026-03-01`, `2026-W09` or `2026-03`. A partner's program names files by it. */
export const periodNameSchema = z.string().regex(/^\d{4}-(W\d{2}|\d{2}(-\d{2})?)$/);

export const deliveryHeadSchema = z.strictObject({
  form: z.literal(1),
  kind: z.enum(DELIVERY_KINDS),
  agreement: z.strictObject({ id: agreementIdSchema, version: z.int().min(1), digest: sha256HexSchema }),
  /** The partner, and the digest of its record, which has the keys. */
  recipient: z.strictObject({ party: partyIdSchema, record: sha256HexSchema }),
  dataset: z.enum(SHARED_DATASETS),
  period: periodNameSchema,
  madeAt: wallMsSchema,
});
export type DeliveryHead = z.infer<typeof deliveryHeadSchema>;

const base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/);
const deliveryFileSchema = z.strictObject({
  delivery: deliveryHeadSchema,
  encapsulation: base64Url.max(1_600),
  sealed: base64Url.max(BOUNDS.bytes),
  signature: z.strictObject({
    /** The server's public key: 32 bytes are Ed25519, 33 bytes are P-256. */
    key: base64Url.max(44),
    value: base64Url.length(86),
  }),
});
export type DeliveryFile = z.infer<typeof deliveryFileSchema>;

/** Names a file, in the ledger and in receipts. */
export function fileDigest(file: Uint8Array): string {
  return bytesToHex(sha256(file));
}

export type SignedFile =
  | { readonly kind: 'signed'; readonly file: DeliveryFile }
  /** `malformed`: not the form of a delivery. `other-key`: signed by another server. `bad-signature`. */
  | { readonly kind: 'refused'; readonly code: 'malformed' | 'other-key' | 'bad-signature' };

/** @param serverKey the key that the partner trusts, hex */
export function judgeSigned(bytes: Uint8Array, serverKey: string): SignedFile {
  const file = readDelivery(bytes);
  if (file === undefined) return { kind: 'refused', code: 'malformed' };
  const { delivery, encapsulation, sealed, signature } = file;
  const key = hexToBytes(serverKey);
  if (signature.key !== encodeBase64Url(key)) return { kind: 'refused', code: 'other-key' };
  const value = bytesIn(signature.value);
  return isSignatureValid('sharing-delivery', signedPart({ delivery, encapsulation, sealed }), value, key)
    ? { kind: 'signed', file }
    : { kind: 'refused', code: 'bad-signature' };
}

/** `undefined` unless the bytes are the canonical form of a delivery. */
function readDelivery(file: Uint8Array): DeliveryFile | undefined {
  if (file.length > BOUNDS.bytes) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(file);
    const read = deliveryFileSchema.safeParse(JSON.parse(text));
    if (!read.success) return undefined;
    return new TextDecoder().decode(canonicalJson(read.data, BOUNDS)) === text ? read.data : undefined;
  } catch {
    return undefined;
  }
}

export function signedPart({ sealed, ...rest }: Omit<DeliveryFile, 'signature'>): Uint8Array {
  return canonicalJson({ ...rest, sealed: bytesToHex(sha256(utf8ToBytes(sealed))) });
}

export function bytesIn(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(decodeBase64Url(text) ?? []);
}
