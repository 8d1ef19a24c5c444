import { useEffect, useRef } from 'preact/hooks';
import type { ScreenModel } from '../model/screen-model.ts';
import { type Language, LANGUAGE_NAMES } from '../words/languages.ts';

/** Each language under its own name, so that it is found by those who read it. The lane's step continues while the list is shown. */
export function LanguageChoice({ model }: { model: ScreenModel }) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
  }, []);
  const choose = (language: Language): void => {
    model.prefer({ language });
    model.chooseLanguage(false);
  };
  const words = model.words.value;
  return (
    <div class="language-choice">
      <h1>{words.languages}</h1>
      <div class="languages" role="group" aria-label={words.languages} ref={list}>
        {model.offeredLanguages.value.map((language) => {
          const { name, direction } = LANGUAGE_NAMES[language];
          return (
            <button
              key={language}
              type="button"
              lang={language}
              dir={direction}
              aria-pressed={language === model.language.value}
              onClick={() => choose(language)}
            >
              {name}
            </button>
          );
        })}
      </div>
    </div>
  );
}
