import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ScreenModel } from '../model/screen-model.ts';
import type { Words } from '../words/words.ts';

/** What is said beside a receipt; `undefined` where none is shown. */
export function receiptSaying(model: ScreenModel, kind: 'cleared' | 'referred'): string | undefined {
  const { receiptOf } = model.words.value;
  const receipt = model.state.value?.receipt?.kind;
  const saying: keyof Words['receiptOf'] = receipt === 'missed' ? 'missed' : kind;
  return receipt === 'made' || receipt === 'missed' ? receiptOf[saying] : undefined;
}

type Drawing = ComponentType<{ text: string }>;

/** What draws QR codes is fetched with the first that is wanted. */
export function ReceiptPicture({ text }: { text: string }) {
  const [drawing, setDrawing] = useState<{ Code: Drawing }>();
  useEffect(() => {
    import('../pictures/receipt-code.tsx').then(
      ({ ReceiptCode }) => setDrawing({ Code: ReceiptCode }),
      () => undefined,
    );
  }, []);
  return drawing === undefined ? null : <drawing.Code text={text} />;
}
