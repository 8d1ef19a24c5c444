import { announce } from '../shell/live.ts';
import type { Asked } from '../sign-in/ask.ts';
import { askProved } from '../sign-in/step-up.ts';
import { refusalWords } from '../sign-in/words.ts';
import { objectionWords } from './words.ts';

const SETTLED_WORDS: Readonly<Record<string, string>> = {
  'proposal-settled': 'Another person was first: it is already settled.',
  'proposal-expired': 'It is no longer open.',
  'out-of-scope': 'Your duty does not include one of the lanes.',
};

/** The outcome in words; for a refusal, its reason. */
export function wordsOf(asked: Asked<unknown>, done: string): string {
  if (asked.kind === 'answered') return done;
  if (asked.code === 'proposal-inapplicable') return objectionWords(asked.faults[0]?.message);
  return SETTLED_WORDS[asked.code] ?? refusalWords(asked);
}

/** Sends a request, with a fresh proof if the server requires one. Announces the outcome and resolves to it. */
export async function send(path: string, body: unknown, done: string): Promise<string> {
  const words = wordsOf(await askProved('POST', path, body), done);
  announce(words);
  return words;
}

export const PROPOSED = 'Proposed. Another person must approve it.';

export function propose(kind: string, payload: unknown): Promise<string> {
  return send('/v1/proposals', { kind, payload }, PROPOSED);
}
