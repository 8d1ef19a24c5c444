import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type MadeReceipt, madeText } from '../words/receipt-times.ts';

type Drawing = ComponentType<{ text: string; caption: string }>;

/**
 * The code, and under it who made it and when: a photograph of it should say so by itself. The code that draws it is fetched with the first
 * receipt.
 */
export function ReceiptPicture({ receipt }: { receipt: MadeReceipt }) {
  const [drawing, setDrawing] = useState<{ Code: Drawing }>();
  useEffect(() => {
    import('../pictures/receipt-code.tsx').then(
      ({ ReceiptCode }) => setDrawing({ Code: ReceiptCode }),
      () => undefined,
    );
  }, []);
  return drawing === undefined ? null : (
    <drawing.Code text={receipt.text} caption={`${receipt.kioskId} · ${madeText(receipt)}`} />
  );
}
