/**
 * The server's signed answer to a report: "I hold this digest under this number". A kiosk forgets a report only against a
 * receipt it has verified, so that neither a broken server nor someone in between can make one vanish.
 */
import { z } from 'zod';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { canonicalJson } from './canonical-json.ts';
import { ContractError } from './contract-error.ts';
import { faultsOf, type Fault } from './fault.ts';
import { kioskIdSchema, sha256HexSchema, wallMsSchema, type KioskId } from './field.ts';
import { parseJson, payloadBytes, readPayload, type PayloadForm, type PayloadRefusalCode } from './payload.ts';
import { isSignatureValid, SIGNATURE_BYTES, signingInput } from './signing.ts';

/** A receipt's wire form is never larger than this. */
export const RECEIPT_LIMIT_BYTES = 2_048;

export const receiptSchema = z.strictObject({
  version: z.literal(1),
  kioskId: kioskIdSchema,
  sequence: z.int().min(1),
  /** SHA-256 of the report's canonical bytes. */
  digest: sha256HexSchema,
  /** The server's wall time when the report became durable, ms. */
  receivedAt: wallMsSchema,
  /** Where the report stands in the server's order of all reports, from 1. */
  feedPosition: z.int().min(1).optional(),
});
export type Receipt = z.infer<typeof receiptSchema>;

const RECEIPT_FORM: PayloadForm<Receipt> = { schema: receiptSchema, limitBytes: 1_024 };

/** What the kiosk delivered, and so what the receipt must be for. */
export interface ReceiptExpectation {
  readonly kioskId: KioskId;
  readonly sequence: number;
  readonly digest: string;
}

export type ReceiptRefusalCode = 'malformed-receipt' | 'bad-signature' | 'other-report' | PayloadRefusalCode;

export type OpenedReceipt =
  | { readonly kind: 'valid'; readonly receipt: Receipt }
  | { readonly kind: 'refused'; readonly code: ReceiptRefusalCode; readonly faults: readonly Fault[] };

/** The canonical bytes of a receipt. Throws `ContractError` `invalid` or `too-large`. */
export function receiptBytes(receipt: Receipt): Uint8Array {
  return payloadBytes(RECEIPT_FORM, receipt);
}

/** What the server's key signs. */
export function receiptSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('receipt', payload);
}

/** The bytes on the wire: JSON `{payload, signature}`. Throws `ContractError` `bad-key` for a signature that is not 64 bytes. */
export function encodeReceipt(payload: Uint8Array, signature: Uint8Array): Uint8Array {
  if (signature.length !== SIGNATURE_BYTES) throw new ContractError('bad-key', 'an Ed25519 signature has 64 bytes');
  return canonicalJson({ payload: encodeBase64Url(payload), signature: encodeBase64Url(signature) });
}

const wireSchema = z.strictObject({
  payload: z.string().min(1).max(RECEIPT_LIMIT_BYTES),
  signature: z.string().length(86, 'must be 64 bytes in base64url'),
});

/**
 * Verifies a receipt against the server's public key (32 bytes) and against the report it must be for. Throws
 * `ContractError` `bad-key` when the key is not 32 bytes, and for nothing that arrives.
 */
export function openReceipt(bytes: Uint8Array, publicKey: Uint8Array, expected: ReceiptExpectation): OpenedReceipt {
  if (bytes.length > RECEIPT_LIMIT_BYTES) {
    return refuse('too-large', `the receipt must be at most ${RECEIPT_LIMIT_BYTES} bytes`);
  }
  const value = parseJson(bytes);
  if (value === undefined) return refuse('malformed-receipt', 'must be JSON in UTF-8');
  const wire = wireSchema.safeParse(value.json);
  if (!wire.success) return { kind: 'refused', code: 'malformed-receipt', faults: faultsOf(wire.error) };
  const payload = decodeBase64Url(wire.data.payload);
  const signature = decodeBase64Url(wire.data.signature);
  if (payload === undefined || signature === undefined) {
    return refuse('malformed-receipt', 'must be base64url without padding');
  }
  if (!isSignatureValid('receipt', payload, signature, publicKey)) {
    return refuse('bad-signature', 'is not signed by this server');
  }
  const read = readPayload(RECEIPT_FORM, payload);
  if (read.kind === 'refused') return read;
  const { kioskId, sequence, digest } = read.message;
  if (kioskId !== expected.kioskId || sequence !== expected.sequence || digest !== expected.digest) {
    return refuse('other-report', 'is for another report');
  }
  return { kind: 'valid', receipt: read.message };
}

function refuse(code: ReceiptRefusalCode, message: string): OpenedReceipt {
  return { kind: 'refused', code, faults: [{ path: '', message }] };
}
