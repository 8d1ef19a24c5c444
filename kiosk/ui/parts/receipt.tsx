import { type MadeReceipt, madeText } from '../words/receipt-times.ts';
import { CodePicture } from './code-picture.tsx';

/** The code, and under it who made it and when: a photograph of it should say so by itself. */
export function ReceiptPicture({ receipt }: { receipt: MadeReceipt }) {
  return <CodePicture text={receipt.text} caption={`${receipt.kioskId} · ${madeText(receipt)}`} />;
}
