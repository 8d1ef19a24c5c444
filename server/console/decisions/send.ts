import type { OrderDraftView } from '../../lanes/orders/answers.ts';
import type { ProposalView } from '../../records/proposals/answers.ts';
import { t, translated } from '../languages/text.ts';
import { announce } from '../shell/live.ts';
import { ask, type Asked, type Refused } from '../sign-in/ask.ts';
import { askProved } from '../sign-in/step-up.ts';
import { refusalWords, SIGNING_WORDS } from '../sign-in/words.ts';
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
  'no-passkey': 'A reduced policy is signed with a passkey, and you have none here. Add one under Your account.',
  'draft-over': 'That took too long, or was sent before. Nothing was done. Try again.',
  'assertion-refused': 'That was not signed with a passkey of yours. Nothing was done. Use your own passkey.',
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

/**
 * Sends a request that the person signs: the server drafts it, their passkey signs the draft, and the server takes the signature. Announces
 * the outcome and resolves to it.
 */
export async function sendSigned(path: string, body: unknown, done: string): Promise<Outcome> {
  const outcome = await signed(path, body, done);
  announce(outcome.words);
  return outcome;
}

async function signed(path: string, body: unknown, done: string): Promise<Outcome> {
  const drafted = await askProved<OrderDraftView>('POST', path, body);
  if (drafted.kind === 'refused') return outcomeOf(drafted, done);
  const { draft, options } = drafted.value;
  const { signWithPasskey } = await import('../sign-in/sign.ts');
  const signing = await signWithPasskey(options);
  if (signing.kind === 'trouble') return { isDone: false, words: SIGNING_WORDS[signing.trouble] };
  return outcomeOf(await ask('POST', `${path}/signed`, { draft, response: signing.response }), done);
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
