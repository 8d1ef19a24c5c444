/** The dialogue of a running check with the technician: answers to questions, and the decision about the next step. */
import type { Answer, Prompt } from './check-item.ts';
import type { AskedQuestion } from './check-run.ts';
import type { CheckCommand } from './check-view.ts';

export type Decision = Extract<CheckCommand, { readonly kind: 'again' | 'calibrate' | 'finish' }>;

/** One question or decision is open at a time. */
export class CheckDialogue {
  readonly #onChange: () => void;
  #questions = 0;
  #question: (AskedQuestion & { readonly give: (answer: Answer) => void }) | undefined;
  #decide: ((decision: Decision) => void) | undefined;

  /** @param onChange called when a question is asked or has ended */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  question(): AskedQuestion | undefined {
    return this.#question;
  }

  /** Rejects with the reason of the signal. */
  ask(prompt: Prompt, answers: readonly Answer[], signal: AbortSignal): Promise<Answer> {
    this.#questions += 1;
    const number = this.#questions;
    return untilSettled<Answer>(signal, (give) => {
      this.#question = { number, prompt, answers, give };
      this.#onChange();
      return () => {
        this.#question = undefined;
        this.#onChange();
      };
    });
  }

  /** Whether the answer is to the open question. Another one changes nothing. */
  answer({ number, answer }: { readonly number: number; readonly answer: Answer }): boolean {
    const question = this.#question;
    if (question?.number !== number || !question.answers.includes(answer)) return false;
    question.give(answer);
    return true;
  }

  /** Rejects with the reason of the signal. */
  decision(signal: AbortSignal): Promise<Decision> {
    return untilSettled<Decision>(signal, (give) => {
      this.#decide = give;
      return () => {
        this.#decide = undefined;
      };
    });
  }

  /** Whether a decision is awaited. Otherwise it changes nothing. */
  decide(decision: Decision): boolean {
    if (this.#decide === undefined) return false;
    this.#decide(decision);
    return true;
  }
}

/**
 * Waits until `begin` settles the promise, or rejects with the reason of the signal.
 * @param begin settles the promise later, not while it runs; what it returns is called once at the end
 */
export function untilSettled<T>(signal: AbortSignal, begin: (resolve: (value: T) => void) => () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const settle = (then: () => void): void => {
      signal.removeEventListener('abort', onAbort);
      end();
      then();
    };
    const onAbort = (): void => settle(() => reject(signal.reason as Error));
    signal.addEventListener('abort', onAbort, { once: true });
    const end = begin((value) => settle(() => resolve(value)));
  });
}
