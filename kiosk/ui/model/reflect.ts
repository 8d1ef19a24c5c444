/** Puts what is not in the component tree where it belongs: language, direction, title and look on the root element. */
import { effect } from '@preact/signals';
import { LANGUAGE_NAMES, type Language } from '../words/languages.ts';
import { isChanged } from './preferences.ts';
import { spokenKeys, spokenText } from './spoken-text.ts';
import { isBetweenTravellers, type ScreenModel } from './screen-model.ts';
import { hush, mention, say } from './speech.ts';

const FORGET_CHOICES_AFTER_MS = 45_000;

export function reflectOnRoot({ state, language, preferences, instruction }: ScreenModel): void {
  const root = document.documentElement;
  const system = matchMedia('(prefers-contrast: more)');
  const look = (): void => {
    const { highContrast, textPercent } = preferences.value;
    root.dataset['contrast'] = highContrast || system.matches ? 'more' : 'normal';
    root.dataset['text'] = String(textPercent);
  };
  system.addEventListener('change', look);
  effect(look);
  effect(() => {
    root.dataset['motion'] = state.value?.isReduced === true ? 'less' : 'full';
  });
  effect(() => {
    root.lang = language.value;
    root.dir = LANGUAGE_NAMES[language.value].direction;
  });
  effect(() => {
    document.title = `${instruction.value.title} · Postern`;
  });
}

/** Reads each new instruction and its texts to a traveller who asked for it. */
export function reflectInSpeech(model: ScreenModel): void {
  const { language, preferences } = model;
  let spoken = '';
  effect(() => {
    if (!preferences.value.readAloud) {
      if (spoken !== '') hush();
      spoken = '';
      return;
    }
    const text = spokenText(model);
    if (text !== spoken) say(spoken === '' ? `${text} ${spokenKeys(model)}` : text, language.value);
    spoken = text;
  });
}

/** Names each control that a key moves to, and names it again when a press has changed its function. */
export function nameInSpeech({ preferences, language }: ScreenModel): void {
  let named = '';
  const name = (control: EventTarget | null): void => {
    if (!preferences.value.readAloud || !(control instanceof HTMLButtonElement)) return;
    const text = control.ariaLabel ?? writtenOn(control);
    if (text === named) return;
    named = text;
    mention(text, (control.lang || language.value) as Language);
  };
  document.addEventListener('focusin', ({ target }) => {
    named = '';
    if (target instanceof Element && target.matches(':focus-visible')) name(target);
  });
  // Once the page has been redrawn
  document.addEventListener('click', ({ detail }) => {
    if (detail === 0) requestAnimationFrame(() => named !== '' && name(document.activeElement));
  });
}

/** Also forgets a traveller who chose something and left without starting. */
export function forgetIdlers({
  state,
  preferences,
  deskOffered,
  choosingLanguage,
  forgetTraveller,
}: ScreenModel): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const leftBehind = isChanged(preferences.value) || deskOffered.value || choosingLanguage.value;
    clearTimeout(timer);
    if (state.value === undefined || !isBetweenTravellers(state.value) || !leftBehind) return;
    timer = setTimeout(forgetTraveller, FORGET_CHOICES_AFTER_MS);
  });
}

/** Without what is drawn for the eye. */
function writtenOn(control: HTMLButtonElement): string {
  const seen = [...control.childNodes].filter((part) => !(part instanceof Element && part.ariaHidden === 'true'));
  return seen.map(({ textContent }) => textContent).join('');
}
