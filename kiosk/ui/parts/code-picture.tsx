import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CodeDrawing } from '../pictures/receipt-code.tsx';

/** A QR code with a caption. The code that draws it is fetched with the first one. */
export function CodePicture(drawn: CodeDrawing) {
  const [drawing, setDrawing] = useState<{ Code: ComponentType<CodeDrawing> }>();
  useEffect(() => {
    import('../pictures/receipt-code.tsx').then(
      ({ ReceiptCode }) => setDrawing({ Code: ReceiptCode }),
      () => undefined,
    );
  }, []);
  return drawing === undefined ? null : <drawing.Code {...drawn} />;
}
