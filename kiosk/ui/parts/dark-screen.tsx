import type { ScreenModel } from '../model/screen-model.ts';

/** Black over everything; a touch anywhere brings the screen back. Keys and what is read aloud go on beneath it. */
export function DarkScreen({ model }: { model: ScreenModel }) {
  if (!model.preferences.value.darkScreen) return null;
  return (
    <div class="dark-screen" onClick={() => model.prefer({ darkScreen: false })}>
      <p>{model.words.value.showScreen}</p>
    </div>
  );
}
