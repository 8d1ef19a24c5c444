import './style/screen.css';
import { render } from 'preact';
import { keyActions } from './model/key-actions.ts';
import { listenToKeys } from './model/keyboard.ts';
import { openLink } from './model/link.ts';
import { forgetIdlers, nameInSpeech, reflectInSpeech, reflectOnRoot } from './model/reflect.ts';
import { createScreenModel } from './model/screen-model.ts';
import { TravellerScreen } from './screen.tsx';
import { languageOfBrowser } from './words/language-of-browser.ts';
import { fetchWords } from './words/languages.ts';

const laneLanguage = languageOfBrowser(navigator.languages);
// Before the first picture, so that the greeting does not change its language. Without it the greeting is English
await fetchWords(laneLanguage).catch(() => undefined);

const model = createScreenModel(
  laneLanguage,
  (touch) => link.touch(touch),
  (word) => link.confirmLight(word),
  (answer) => link.declare(answer),
  () => link.statement(),
);
const link = openLink({ onState: model.receive, onStatus: model.setLink });

reflectOnRoot(model);
reflectInSpeech(model);
nameInSpeech(model);
forgetIdlers(model);
listenToKeys(keyActions(model));
render(<TravellerScreen model={model} />, document.body);
