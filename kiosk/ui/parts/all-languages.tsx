import { LANGUAGE_NAMES, LANGUAGES } from '../words/languages.ts';

/** One word in every language, for people who were not asked for theirs. */
export function AllLanguages({ word }: { word: 'closed' | 'exit' }) {
  const first = LANGUAGES.filter(
    (language, index) =>
      LANGUAGES.findIndex((other) => LANGUAGE_NAMES[other][word] === LANGUAGE_NAMES[language][word]) === index,
  );
  return (
    <ul class="all-languages">
      {first.map((language) => (
        <li key={language} lang={language} dir={LANGUAGE_NAMES[language].direction}>
          {LANGUAGE_NAMES[language][word]}
        </li>
      ))}
    </ul>
  );
}
