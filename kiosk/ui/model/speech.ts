/**
 * Reads instructions aloud with a voice installed in the lane's own system. Voices that send text elsewhere are not used.
 * A new text interrupts the old one, so that what is heard is what is shown.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Language } from '../words/languages.ts';

const held = signal(false);
let last: { readonly text: string; readonly language: Language } | undefined;

/** Whether the reading is held in the middle. */
export const isPaused: ReadonlySignal<boolean> = held;

export function localVoice(language: Language): SpeechSynthesisVoice | undefined {
  if (!('speechSynthesis' in window)) return undefined;
  return speechSynthesis
    .getVoices()
    .find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language));
}

/** Voices are loaded after the page: the listener hears when there are some. */
export function onVoices(listener: () => void): void {
  if ('speechSynthesis' in window) speechSynthesis.addEventListener('voiceschanged', listener);
}

export function say(text: string, language: Language): void {
  const voice = localVoice(language);
  hush();
  if (voice === undefined) return;
  last = { text, language };
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.rate = 0.95;
  speechSynthesis.speak(utterance);
}

/** Says a few words in between. "Say again" still repeats the text before them. */
export function mention(text: string, language: Language): void {
  const before = last;
  say(text, language);
  last = before;
}

/** From the beginning. */
export function sayAgain(): void {
  if (last !== undefined) say(last.text, last.language);
}

/** Pauses the reading, or continues it. */
export function togglePause(): void {
  if (last === undefined) return;
  held.value = !held.value;
  if (held.value) speechSynthesis.pause();
  else speechSynthesis.resume();
}

/** Stops permanently. */
export function hush(): void {
  if (!('speechSynthesis' in window)) return;
  // One that is held would hold the next text too
  if (held.value) speechSynthesis.resume();
  held.value = false;
  last = undefined;
  speechSynthesis.cancel();
}
