import { KEYS } from '../model/key-actions.ts';
import { isBetweenTravellers, type ScreenModel } from '../model/screen-model.ts';
import { ChoiceButton } from './choice-button.tsx';

/** The traveller asks for a receipt once, at any time while the lane serves them. */
export function ReceiptChoice({ model }: { model: ScreenModel }) {
  const { receipt, receiptNote, receiptChosen } = model.words.value;
  const state = model.state.value;
  if (model.link.value !== 'live' || state?.receipt === undefined || isBetweenTravellers(state)) return null;
  return (
    <ChoiceButton
      label={receipt}
      note={receiptNote}
      chosenLabel={receiptChosen}
      chosen={state.receipt.kind !== 'offered'}
      shortcut={KEYS.receipt}
      onChoose={() => model.touch('receipt')}
    />
  );
}
