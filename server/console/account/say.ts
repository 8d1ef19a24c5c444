/** The status text of a button that has no form. */
import { announce } from '../shell/live.ts';
import type { Asked } from '../sign-in/ask.ts';
import { refusalWords } from '../sign-in/words.ts';

/** Announces the outcome. Resolves to the words of a refusal, or to an empty text. */
export function say(asked: Asked<unknown>, done: string): string {
  const words = asked.kind === 'answered' ? '' : refusalWords(asked);
  announce(words === '' ? done : words);
  return words;
}
