/**
 * Reads instructions aloud with a voice installed in the lane's own system. Voices that send text elsewhere are not used.
 * A new text interrupts the old one, so that what is heard is what is shown.
 */
import type { Language } from '../words/languages.ts';

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
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.rate = 0.95;
  speechSynthesis.speak(utterance);
}

export function hush(): void {
  if ('speechSynthesis' in window) speechSynthesis.cancel();
}
