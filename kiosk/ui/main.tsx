import './style/screen.css';
import { render } from 'preact';
import { listenToKeys } from './model/keyboard.ts';
import { openLink } from './model/link.ts';
import { primaryTouch } from './model/primary-touch.ts';
import { forgetIdlers, reflectInSpeech, reflectOnRoot } from './model/reflect.ts';
import { createScreenModel } from './model/screen-model.ts';
import { TravellerScreen } from './screen.tsx';
import { languageOfBrowser } from './words/language-of-browser.ts';

const model = createScreenModel(
  languageOfBrowser(navigator.languages),
  (touch) => link.touch(touch),
  (word) => link.confirmLight(word),
);
const link = openLink({ onState: model.receive, onStatus: model.setLink });

reflectOnRoot(model);
reflectInSpeech(model);
forgetIdlers(model);
listenToKeys({ onContinue: () => primaryTouch(model), onDesk: model.chooseDesk });
render(<TravellerScreen model={model} />, document.body);
