import type { ProposalView } from '../../proposals/answers.ts';
import { t, translated } from '../languages/text.ts';
import { announce } from '../shell/live.ts';
import { ask, type Asked, type Refused } from '../sign-in/ask.ts';
import { askProved } from '../sign-in/step-up.ts';
import { refusalWords } from '../sign-in/words.ts';
import { objectionWords } from './words.ts';

const SETTLED_WORDS: Readonly<Record<string, string>> = translated({
  approved: 'Another person has already approved it.',
  'turned-down': 'Another person has already turned it down.',
  withdrawn: 'It was withdrawn by the person who proposed it. Nothing was done.',
});

const REFUSED_WORDS: Readonly<Record<string, string>> = translated({
  'proposal-settled': 'Another person has already settled it.',
  'proposal-expired': 'It is no longer open. Propose it again.',
  'proposal-outdated':
    'The present state has changed since it was shown: another decision came first. Nothing was done. Read the difference again.',
  'out-of-scope': 'Your duty does not include one of the lanes.',
  'not-found': 'One of the lanes does not exist, or the proposal no longer exists.',
  'rate-limited': 'You have as many open proposals as one person may have. Withdraw one first.',
});

/** The outcome of a request, in words. */
export interface Outcome {
  readonly isDone: boolean;
  readonly words: string;
}

/** The reason of a refusal and the next step. */
export function reasonOf(refused: Refused): string {
  const [fault] = refused.faults;
  if (refused.code === 'proposal-inapplicable') return objectionWords(fault?.message);
  const settled = refused.code === 'proposal-settled' ? SETTLED_WORDS[fault?.message ?? ''] : undefined;
  return settled ?? REFUSED_WORDS[refused.code] ?? refusalWords(refused);
}

function outcomeOf(asked: Asked<unknown>, done: string): Outcome {
  return asked.kind === 'answered' ? { isDone: true, words: done } : { isDone: false, words: reasonOf(asked) };
}

/** Sends a request, with a fresh proof if the server requires one. Announces the outcome and resolves to it. */
export async function send(path: string, body: unknown, done: string): Promise<Outcome> {
  const outcome = outcomeOf(await askProved('POST', path, body), done);
  announce(outcome.words);
  return outcome;
}

export const PROPOSED = () => t('Proposed. Another person must approve it.');

export function propose(kind: string, payload: unknown): Promise<Outcome> {
  return send('/v1/proposals', { kind, payload }, PROPOSED());
}

/** The proposal as the server has it now; `undefined` without an answer. */
export async function readAgain(id: string): Promise<ProposalView | undefined> {
  const asked = await ask<{ readonly proposal: ProposalView }>('GET', `/v1/proposals/${id}`);
  return asked.kind === 'answered' ? asked.value.proposal : undefined;
}
