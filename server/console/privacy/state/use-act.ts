import { useSignal } from '@preact/signals';
import { announce } from '../../shell/live.ts';
import type { Answer } from '../../records/ask.ts';
import { stepUp } from '../../sign-in/step-up.ts';
import { refusalWords } from '../words-of-office.ts';

/** The state of the last act in this view. */
export type Doing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'doing' }
  | { readonly kind: 'done'; readonly words: string }
  | { readonly kind: 'failed'; readonly words: string };

export interface Actor {
  readonly doing: Doing;
  /** Runs one act at a time, and announces its outcome. */
  act<T>(what: () => Promise<Answer<T>>, done: string, then?: (value: T) => void): void;
  reset(): void;
}

export function useAct(): Actor {
  const doing = useSignal<Doing>({ kind: 'idle' });
  return {
    doing: doing.value,
    act(what, done, then) {
      if (doing.value.kind === 'doing') return;
      doing.value = { kind: 'doing' };
      const run = async (): Promise<void> => {
        const answer = await proved(what);
        if (answer.kind === 'ok') {
          doing.value = { kind: 'done', words: done };
          then?.(answer.value);
        } else {
          doing.value = { kind: 'failed', words: refusalWords(answer.kind === 'refused' ? answer.code : 'offline') };
        }
        announce(doing.value.kind === 'done' || doing.value.kind === 'failed' ? doing.value.words : '');
      };
      void run();
    },
    reset() {
      doing.value = { kind: 'idle' };
    },
  };
}

/** Sends the request again if the server required a fresh proof and the person gave it. */
async function proved<T>(what: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await what();
  if (answer.kind !== 'refused' || answer.code !== 'step-up-required') return answer;
  return (await stepUp()) ? what() : answer;
}
