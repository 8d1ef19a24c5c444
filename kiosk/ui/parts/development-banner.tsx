import type { ScreenModel } from '../model/screen-model.ts';

export function DevelopmentBanner({ model }: { model: ScreenModel }) {
  return (
    <header class="development-banner">
      <span>{model.words.value.development}</span>
    </header>
  );
}
