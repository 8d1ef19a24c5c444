/** What a button that has no form of its own has to say. */
import { announce } from '../shell/live.ts';
import type { Asked } from '../sign-in/ask.ts';
import { refusalWords } from '../sign-in/words.ts';

/** Reads out what came of it; resolves to the words of a refusal, or to nothing. */
export function say(asked: Asked<unknown>, done: string): string {
  const words = asked.kind === 'answered' ? '' : refusalWords(asked);
  announce(words === '' ? done : words);
  return words;
}
