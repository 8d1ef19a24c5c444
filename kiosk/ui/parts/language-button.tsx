import { KEYS } from '../model/key-actions.ts';
import type { ScreenModel } from '../model/screen-model.ts';
import { LANGUAGE_NAMES } from '../words/languages.ts';

/** Opens the list of languages; says which one is shown. */
export function LanguageButton({ model }: { model: ScreenModel }) {
  const { name } = LANGUAGE_NAMES[model.language.value];
  const open = model.choosingLanguage.value;
  return (
    <button
      type="button"
      class="language"
      aria-label={`${model.words.value.languages}: ${name}`}
      aria-expanded={open}
      aria-keyshortcuts={KEYS.language}
      onClick={() => model.chooseLanguage(!open)}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r="9.5" />
        <path d="M2.5 12h19M12 2.5c-6 6-6 13 0 19M12 2.5c6 6 6 13 0 19" />
      </svg>
      <span>{name}</span>
    </button>
  );
}
