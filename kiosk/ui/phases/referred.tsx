import { receiptSaying } from '../model/receipt-saying.ts';
import type { ScreenModel } from '../model/screen-model.ts';
import { PrimaryButton } from '../parts/primary-button.tsx';
import { ReceiptPicture } from '../parts/receipt.tsx';
import { Stage } from '../parts/stage.tsx';
import { TimeQuestion } from '../parts/time-question.tsx';
import { DeskSign } from '../pictures/desk-sign.tsx';

/** The way to the desk and the number of the referral, without a reason: the officer explains it in person. */
export function ReferredPhase({ model, desk }: { model: ScreenModel; desk: string }) {
  const { receipt, asked, ticket } = model.state.value ?? {};
  const saying = receiptSaying(model);
  return (
    <Stage
      model={model}
      picture={receipt?.kind === 'made' ? <ReceiptPicture receipt={receipt} /> : <DeskSign desk={desk} />}
    >
      {ticket !== undefined && <p class="ticket">{model.words.value.ticket(ticket)}</p>}
      {saying !== undefined && <p class="detail receipt-saying">{saying}</p>}
      <div class="answers">
        <PrimaryButton label={model.words.value.understood} onPress={() => model.touch('done')} />
        {asked === true && <TimeQuestion model={model} />}
      </div>
    </Stage>
  );
}
