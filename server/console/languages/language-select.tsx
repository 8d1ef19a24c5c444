import { useSignal } from '@preact/signals';
import { chooseLanguage, LANGUAGE_NAMES } from './language-choice.ts';
import { LANGUAGE_CODES, shown, t } from './text.ts';
import './language-select.css';

/** The language of the page. It changes at once; nothing that was entered is lost. */
export function LanguageSelect() {
  const failed = useSignal(false);
  const { language } = shown.value;
  return (
    <>
      {failed.value && <span role="alert">{t('This language could not be loaded.')}</span>}
      <select
        class="language-select"
        aria-label={t('Language')}
        value={language}
        onChange={({ currentTarget }) => {
          const code = LANGUAGE_CODES.find((one) => one === currentTarget.value);
          if (code === undefined) return;
          void chooseLanguage(code).then((isShown) => {
            failed.value = !isShown;
            if (!isShown) currentTarget.value = shown.value.language;
          });
        }}
      >
        {LANGUAGE_CODES.map((code) => (
          <option key={code} value={code} lang={code}>
            {LANGUAGE_NAMES[code]}
          </option>
        ))}
      </select>
    </>
  );
}
