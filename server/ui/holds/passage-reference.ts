/**
 * Pure: the reference of a passage, which names its lane and its number, as `north-1/0f1e…`. An officer copies it from a referral, and a privacy
 * officer pastes it into a hold. It identifies no traveller.
 */
import { type KioskId, kioskIdSchema, type TransactionId, transactionIdSchema } from '../../contract/field.ts';

export interface Passage {
  readonly kioskId: string;
  readonly transactionId: string;
}

export function passageReference({ kioskId, transactionId }: Passage): string {
  return `${kioskId}/${transactionId}`;
}

/** `undefined` for any other text. Upper case and surrounding spaces are accepted. */
export function readPassageReference(
  text: string,
): { readonly kioskId: KioskId; readonly transactionId: TransactionId } | undefined {
  const [lane = '', number = '', ...rest] = text.trim().toLowerCase().split('/');
  const kioskId = kioskIdSchema.safeParse(lane.trim());
  const transactionId = transactionIdSchema.safeParse(number.trim());
  if (!kioskId.success || !transactionId.success || rest.length > 0) return undefined;
  return { kioskId: kioskId.data, transactionId: transactionId.data };
}
