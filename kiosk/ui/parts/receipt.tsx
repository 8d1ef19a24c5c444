import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ScreenModel } from '../model/screen-model.ts';
import { type MadeReceipt, madeText, untilText } from '../words/receipt-times.ts';

/** What is said beside a receipt; `undefined` where none is shown. */
export function receiptSaying(model: ScreenModel, kind: 'cleared' | 'referred'): string | undefined {
  const { receiptOf } = model.words.value;
  const receipt = model.state.value?.receipt;
  if (receipt?.kind === 'missed') return receiptOf.missed;
  if (receipt?.kind !== 'made') return undefined;
  return kind === 'cleared' ? receiptOf.cleared : receiptOf.referred(untilText(model.language.value, receipt));
}

type Drawing = ComponentType<{ text: string; caption: string }>;

/** What draws QR codes is fetched with the first that is wanted. */
/** The code, and under it who made it and when: a photograph of it should say so by itself. */
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
