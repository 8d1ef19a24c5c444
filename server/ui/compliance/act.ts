import { announce } from '../shell/live.ts';
import { askProved } from '../sign-in/step-up.ts';
import { refusalWords } from '../sign-in/words.ts';
import { REFUSAL_WORDS } from './words.ts';

/** Sends an act, with a fresh proof if the server requires one. Resolves to what happened, in words, and announces it. */
export async function act(path: string, body: unknown, done: string): Promise<string> {
  const asked = await askProved('POST', path, body);
  const words =
    asked.kind === 'answered'
      ? done
      : (REFUSAL_WORDS[asked.kind === 'refused' ? asked.code : ''] ?? refusalWords(asked));
  announce(words);
  return words;
}
