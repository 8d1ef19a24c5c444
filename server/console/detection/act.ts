import { announce } from '../shell/live.ts';
import { askProved } from '../sign-in/step-up.ts';
import { refusalWords } from '../sign-in/words.ts';
import { REFUSAL_WORDS } from './words.ts';

export interface Done {
  readonly isDone: boolean;
  /** The outcome, or the reason why there is none. */
  readonly words: string;
}

/** Sends an act, with a fresh proof if the server requires one, and announces what happened. */
export async function act(path: string, body: unknown, done: string): Promise<Done> {
  const asked = await askProved('POST', path, body);
  const isDone = asked.kind === 'answered';
  const words = isDone ? done : (REFUSAL_WORDS[asked.kind === 'refused' ? asked.code : ''] ?? refusalWords(asked));
  announce(words);
  return { isDone, words };
}
