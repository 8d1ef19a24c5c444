import { KEYS } from '../model/key-actions.ts';
import { isBetweenTravellers, type ScreenModel } from '../model/screen-model.ts';

/** Whether the traveller wants a receipt; asked for once, at any time with them there. */
export function ReceiptChoice({ model }: { model: ScreenModel }) {
  const { receipt, receiptChosen } = model.words.value;
  const state = model.state.value;
  if (model.link.value !== 'live' || state?.receipt === undefined || isBetweenTravellers(state)) return null;
  const chosen = state.receipt.kind !== 'offered';
  return (
    <button
      type="button"
      class="choice"
      aria-pressed={chosen}
      aria-keyshortcuts={KEYS.receipt}
      disabled={chosen}
      onClick={() => model.touch('receipt')}
    >
      {chosen ? receiptChosen : receipt}
    </button>
  );
}
