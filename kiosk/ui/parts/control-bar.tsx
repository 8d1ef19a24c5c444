import { hasDeskChoice, type ScreenModel } from '../model/screen-model.ts';
import { DeskButton } from './desk-button.tsx';
import { DisplayButtons } from './display-buttons.tsx';
import { LanguageButton } from './language-button.tsx';
import { LightsChoice } from './lights-choice.tsx';
import { ReadingButtons } from './reading-buttons.tsx';
import { ReceiptChoice } from './receipt-choice.tsx';

/** Always at the bottom, within reach from a wheelchair: language, display, what may be chosen, desk. */
export function ControlBar({ model }: { model: ScreenModel }) {
  const phase = model.link.value === 'live' ? model.state.value?.phase : undefined;
  return (
    <footer class="controls">
      <LanguageButton model={model} />
      <DisplayButtons model={model} />
      {model.preferences.value.readAloud && <ReadingButtons model={model} />}
      <LightsChoice model={model} />
      <ReceiptChoice model={model} />
      {phase !== undefined && hasDeskChoice(phase) && !model.deskOffered.value && <DeskButton model={model} />}
    </footer>
  );
}
