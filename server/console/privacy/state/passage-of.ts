/** Finds the passage that a traveller's receipt, the reference from a referral, or its number names. */
import { type KioskId, kioskIdSchema, type TransactionId, transactionIdSchema } from '../../../contract/field.ts';
import { openTravellerReceipt, transactionIdOf } from '../../../contract/traveller-receipt.ts';
import { laneOf, readLaneKey } from '../../../lanes/receipt/lane-keys.ts';
import { readPassageReference } from '../../holds/read-passage-reference.ts';
import { translated } from '../../languages/text.ts';

export type NamedPassage =
  | { readonly kind: 'passage'; readonly kioskId: KioskId; readonly transactionId: TransactionId }
  | { readonly kind: 'unreadable' | 'lane-missing' | 'another-lane' | 'unknown-lane' | 'forged' };

export const PASSAGE_FAULTS: { readonly [Kind in Exclude<NamedPassage['kind'], 'passage'>]: string } = translated({
  unreadable: 'This is neither a receipt nor the reference of a passage. Nothing was sent.',
  'lane-missing': 'A number does not name its lane. Choose the lane.',
  'another-lane': 'This is a passage at another lane than the chosen one.',
  'unknown-lane': 'The receipt is of a lane that this server does not know.',
  forged: 'The receipt was altered, or the lane did not sign it.',
});

/**
 * @param text a receipt (`PR1:…`), a reference (`north-1/` and 32 hex digits), or 32 hex digits
 * @param chosen the lane that was chosen; empty for none. A receipt and a reference name their own
 * @param keyOf the lane's public key in hex; `undefined` for an unknown lane
 */
export async function passageOf(
  text: string,
  chosen: string,
  keyOf: (kioskId: KioskId) => Promise<string | undefined>,
): Promise<NamedPassage> {
  const reference = readPassageReference(text);
  if (reference !== undefined) {
    return chosen === '' || chosen === reference.kioskId ? { kind: 'passage', ...reference } : { kind: 'another-lane' };
  }
  const number = transactionIdSchema.safeParse(text.toLowerCase());
  if (number.success) {
    const kioskId = kioskIdSchema.safeParse(chosen);
    return kioskId.success
      ? { kind: 'passage', kioskId: kioskId.data, transactionId: number.data }
      : { kind: 'lane-missing' };
  }
  const lane = laneOf(text);
  if (lane === undefined) return { kind: 'unreadable' };
  if (chosen !== '' && chosen !== lane) return { kind: 'another-lane' };
  const key = readLaneKey((await keyOf(lane)) ?? '');
  if (key === undefined) return { kind: 'unknown-lane' };
  const opened = openTravellerReceipt(text, () => key);
  if (opened.kind !== 'valid') return { kind: 'forged' };
  return { kind: 'passage', kioskId: lane, transactionId: transactionIdOf(opened.receipt.code) };
}
