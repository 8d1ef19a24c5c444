/**
 * The server's signed answer to a report: it holds this digest under this number. A kiosk deletes a report only after it has verified the
 * receipt, so neither a faulty server nor an attacker on the network can make a report disappear.
 */
import { z } from 'zod';
import type { Fault } from './fault.ts';
import { kioskIdSchema, sha256HexSchema, wallMsSchema, type KioskId } from './field.ts';
import { payloadBytes, type PayloadRefusalCode } from './payload.ts';
import { rehearsalMark } from './rehearsal.ts';
import { openServerMessage, type ServerKey, type ServerMessageForm } from './server-message.ts';
import { signingInput } from './signing.ts';

export { encodeServerMessage as encodeReceipt } from './server-message.ts';

/** Upper bound of a receipt's wire form. */
export const RECEIPT_LIMIT_BYTES = 2_048;

export const receiptSchema = z.strictObject({
  version: z.literal(1),
  kioskId: kioskIdSchema,
  sequence: z.int().min(1),
  /** SHA-256 of the report's canonical bytes. */
  digest: sha256HexSchema,
  /** The server's wall time at receipt of the report, ms. A receipt is issued only after the report is durable. */
  receivedAt: wallMsSchema,
  ...rehearsalMark,
  /** Position in the server's order of all reports, from 1. New receipts omit it: they are signed before the report is written, and the
   * ledger entry has the position. */
  feedPosition: z.int().min(1).optional(),
});
export type Receipt = z.infer<typeof receiptSchema>;

const RECEIPT_FORM: ServerMessageForm<Receipt> = {
  purpose: 'receipt',
  schema: receiptSchema,
  limitBytes: 1_024,
  wireLimitBytes: RECEIPT_LIMIT_BYTES,
  batched: true,
};

/** The delivered report, which the receipt must match. */
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

/** The bytes that the server's key signs. */
export function receiptSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('receipt', payload);
}

/**
 * Verifies a receipt against the server's public key (32 bytes), or the keys of one server, and against the expected report. Throws
 * `ContractError` `bad-key` when a key is not 32 bytes; input never throws.
 */
export function openReceipt(bytes: Uint8Array, serverKey: ServerKey, expected: ReceiptExpectation): OpenedReceipt {
  const read = openServerMessage(RECEIPT_FORM, bytes, serverKey);
  if (read.kind === 'refused') {
    return { ...read, code: read.code === 'malformed' ? 'malformed-receipt' : read.code };
  }
  const { kioskId, sequence, digest } = read.message;
  if (kioskId !== expected.kioskId || sequence !== expected.sequence || digest !== expected.digest) {
    return { kind: 'refused', code: 'other-report', faults: [{ path: '', message: 'is for another report' }] };
  }
  return { kind: 'valid', receipt: read.message };
}
