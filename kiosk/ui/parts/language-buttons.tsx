import type { ScreenModel } from '../model/screen-model.ts';
import { LANGUAGES, WORDS } from '../words/languages.ts';

/** Each language under its own name, so that it is found by those who read it. */
export function LanguageButtons({ model }: { model: ScreenModel }) {
  return (
    <div class="languages" role="group" aria-label={model.words.value.languages}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          dir={WORDS[language].direction}
          aria-pressed={language === model.language.value}
          onClick={() => model.prefer({ language })}
        >
          {WORDS[language].language}
        </button>
      ))}
    </div>
  );
}
