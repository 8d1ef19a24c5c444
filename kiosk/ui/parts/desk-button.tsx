import { KEYS } from '../model/key-actions.ts';
import type { ScreenModel } from '../model/screen-model.ts';

export function DeskButton({ model }: { model: ScreenModel }) {
  const words = model.words.value;
  return (
    <button type="button" class="desk" aria-keyshortcuts={KEYS.desk} onClick={model.chooseDesk}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="6" r="3.2" />
        <path d="M6 15c0-3.2 2.6-5 6-5s6 1.8 6 5M2.5 15h19M4.5 15v6M19.5 15v6" />
      </svg>
      <span>{words.deskInstead}</span>
      <kbd aria-hidden="true">{KEYS.desk}</kbd>
    </button>
  );
}
