/** Finds the passages of a request by a lane's receipt, or by a document handle and its day. There is no other search. */
import { z } from 'zod';
import { sha256HexSchema, type TransactionId } from '../../contract/field.ts';
import { laneOf } from '../../lanes/receipt/lane-keys.ts';
import { openTravellerReceipt, receiptCodeSchema, transactionIdOf } from '../../contract/traveller-receipt.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { findKiosk } from '../../records/kiosks/kiosks.ts';
import { passagesOf, transactionsOfHandle } from '../tables/passages.ts';

const DAY_MS = 86_400_000;
/** A lane may deliver reports this much later. */
const DELIVERED_WITHIN_MS = 7 * DAY_MS;

export const proofOfRequestSchema = z.discriminatedUnion('by', [
  /** The text of the QR code, or the code in it. */
  z.strictObject({ by: z.literal('receipt'), receipt: z.string().min(1).max(400) }),
  /** Noted on its day: afterwards neither a lane nor a holder of the fleet key can compute it. */
  z.strictObject({ by: z.literal('document-handle'), handle: sha256HexSchema, epoch: z.iso.date() }),
]);
export type ProofOfRequest = z.infer<typeof proofOfRequestSchema>;

export type Found =
  | { readonly kind: 'found'; readonly transactions: readonly TransactionId[] }
  /** Truncated, mistyped, or signed by a lane that is not enrolled here. */
  | { readonly kind: 'not-a-receipt' };

export async function findPassages(database: Connection, proof: ProofOfRequest): Promise<Found> {
  if (proof.by === 'document-handle') {
    const from = Date.parse(`${proof.epoch}T00:00:00Z`);
    const day = { from: from - DAY_MS, to: from + DAY_MS + DELIVERED_WITHIN_MS };
    return { kind: 'found', transactions: await transactionsOfHandle(database, proof.handle, day) };
  }
  const code = await codeOf(database, proof.receipt);
  if (code === undefined) return { kind: 'not-a-receipt' };
  const transactionId = transactionIdOf(code);
  const held = await passagesOf(database, [transactionId]);
  return { kind: 'found', transactions: held.length === 0 ? [] : [transactionId] };
}

/** A complete receipt must be signed by a lane enrolled here. A code alone is sufficient, because its 128 bits cannot be guessed. */
async function codeOf(database: Connection, text: string) {
  const bare = receiptCodeSchema.safeParse(text.replace(/[\s-]/g, '').toLowerCase());
  if (bare.success) return bare.data;
  const kioskId = laneOf(text);
  const kiosk = kioskId === undefined ? undefined : await findKiosk(database, kioskId);
  const opened = openTravellerReceipt(text, () => kiosk?.publicKey);
  return opened.kind === 'valid' ? opened.receipt.code : undefined;
}
