import { hasDeskChoice, type ScreenModel } from '../model/screen-model.ts';
import { DeskButton } from './desk-button.tsx';
import { DisplayButtons } from './display-buttons.tsx';
import { LightsChoice } from './lights-choice.tsx';
import { LanguageButtons } from './language-buttons.tsx';

/** Always at the bottom, within reach from a wheelchair: language, display, desk. */
export function ControlBar({ model }: { model: ScreenModel }) {
  const phase = model.link.value === 'live' ? model.state.value?.phase : undefined;
  return (
    <footer class="controls">
      <LanguageButtons model={model} />
      <DisplayButtons model={model} />
      <LightsChoice model={model} />
      {phase !== undefined && hasDeskChoice(phase) && !model.deskOffered.value && <DeskButton model={model} />}
    </footer>
  );
}
