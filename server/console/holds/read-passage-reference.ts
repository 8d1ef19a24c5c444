import { type KioskId, kioskIdSchema, type TransactionId, transactionIdSchema } from '../../contract/field.ts';

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
