import type { Mode } from '../../../hardware/host/mode.ts';
import type { ScreenModel } from '../model/screen-model.ts';

/** Nothing in production. */
export function ModeBanner({ mode, model }: { mode: Mode; model: ScreenModel }) {
  if (mode === 'production') return null;
  return (
    <header class="mode-banner">
      <span>{model.words.value[mode]}</span>
    </header>
  );
}
