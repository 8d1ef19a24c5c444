import { receiptSaying } from '../model/receipt-saying.ts';
import type { ScreenModel } from '../model/screen-model.ts';
import { Progress } from '../parts/progress.tsx';
import { ReceiptPicture } from '../parts/receipt.tsx';
import { Stage } from '../parts/stage.tsx';
import { WalkThrough } from '../pictures/walk-through.tsx';

/** The way through, and the receipt if the traveller asked for one: they photograph it before they go. */
export function PassagePhase({ model, open }: { model: ScreenModel; open: boolean }) {
  const receipt = model.state.value?.receipt;
  const saying = receiptSaying(model);
  const instruction = model.instruction.value;
  return (
    <Stage
      model={model}
      instruction={saying === undefined ? instruction : { title: instruction.title, detail: saying }}
      picture={
        saying !== undefined && receipt?.kind === 'made' ? (
          <ReceiptPicture receipt={receipt} />
        ) : (
          <WalkThrough open={open} />
        )
      }
    >
      {!open && <Progress label={model.words.value.pleaseWait} />}
    </Stage>
  );
}
