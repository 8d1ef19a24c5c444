/** Puts what is not in the component tree where it belongs: language, direction, title and look on the root element. */
import { effect } from '@preact/signals';
import type { ScreenModel } from './screen-model.ts';
import { hush, say } from './speech.ts';

const FORGET_CHOICES_AFTER_MS = 45_000;

export function reflectOnRoot({ language, words, preferences, instruction }: ScreenModel): void {
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
    root.lang = language.value;
    root.dir = words.value.direction;
  });
  effect(() => {
    document.title = `${instruction.value.title} · Postern`;
  });
}

/** Reads each new instruction, and the notice with it, for whoever asked for that. */
export function reflectInSpeech({ language, words, preferences, instruction, state }: ScreenModel): void {
  let spoken = '';
  effect(() => {
    if (!preferences.value.readAloud) {
      if (spoken !== '') hush();
      spoken = '';
      return;
    }
    const { title, detail } = instruction.value;
    const lines = [title, detail];
    const now = state.value;
    if (now?.phase === 'notice') {
      const text = now.notice.texts[language.value];
      const headings = words.value.noticeHeadings;
      lines.push(headings.what, text.what, headings.why, text.why, headings.howLong, text.howLong);
      lines.push(headings.legalBasis, text.legalBasis, headings.rights, text.rights);
    }
    const text = lines.map((line) => (/[.!?]$/.test(line) ? line : `${line}.`)).join(' ');
    if (text !== spoken) say(text, language.value);
    spoken = text;
  });
}

/** Somebody who chose a language and left without starting is forgotten too. */
export function forgetIdlers({ state, preferences, deskOffered, forgetTraveller }: ScreenModel): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const chosen = preferences.value;
    const offered = deskOffered.value;
    clearTimeout(timer);
    if (state.value?.phase !== 'idle' || (!offered && Object.values(chosen).every((value) => !value || value === 100)))
      return;
    timer = setTimeout(forgetTraveller, FORGET_CHOICES_AFTER_MS);
  });
}
