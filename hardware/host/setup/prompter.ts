/** Questions to a person in a terminal. */
import * as clack from '@clack/prompts';
import type { z } from 'zod';

/** How a person is asked. Each resolves to `undefined` when the person cancels. */
export interface Prompter {
  /** @param rule of the answer, whose first fault is shown */
  text(question: Question): Promise<string | undefined>;
  secret(question: Omit<Question, 'initial' | 'optional'>): Promise<string | undefined>;
  /** @param initial the value of the option that is marked at first */
  choose(message: string, options: readonly Option[], initial?: string): Promise<string | undefined>;
}

export interface Question {
  readonly message: string;
  readonly rule: z.ZodType;
  readonly initial?: string | undefined;
  /** An empty answer leaves it out. */
  readonly optional?: boolean;
}

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** A prompter whose questions reject with `Cancelled` when the person cancels. */
export interface Asker {
  text(question: Question): Promise<string>;
  /** `undefined`: left empty. */
  optional(question: Question): Promise<string | undefined>;
  secret(question: Omit<Question, 'initial' | 'optional'>): Promise<string>;
  choose(message: string, options: readonly Option[], initial?: string): Promise<string>;
}

class Cancelled extends Error {}

/** Resolves to the result of `ask`, or to `undefined` when the person cancels. */
export async function untilCancelled<T>(prompter: Prompter, ask: (asker: Asker) => Promise<T>): Promise<T | undefined> {
  const given = async (answer: Promise<string | undefined>): Promise<string> => {
    const text = await answer;
    if (text === undefined) throw new Cancelled();
    return text;
  };
  const text = (question: Question) => given(prompter.text(question));
  try {
    return await ask({
      text,
      optional: async (question) => (await text({ ...question, optional: true })) || undefined,
      secret: (question) => given(prompter.secret(question)),
      choose: (message, options, initial) => given(prompter.choose(message, options, initial)),
    });
  } catch (error) {
    if (error instanceof Cancelled) return undefined;
    throw error;
  }
}

/** Asks in the terminal. */
export const TERMINAL: Prompter = {
  async text({ message, rule, initial, optional = false }) {
    const answer = await clack.text({
      message,
      ...(initial !== undefined && { initialValue: initial }),
      validate: (text = '') => (optional && text === '' ? undefined : faultOf(rule, text)),
    });
    return clack.isCancel(answer) ? undefined : (answer ?? '');
  },
  async secret({ message, rule }) {
    const answer = await clack.password({ message, validate: (text = '') => faultOf(rule, text) });
    return clack.isCancel(answer) ? undefined : answer;
  },
  async choose(message, options, initial) {
    const initialValue = options.find(({ value }) => value === initial)?.value;
    const answer = await clack.select({
      message,
      options: [...options],
      ...(initialValue !== undefined && { initialValue }),
    });
    return clack.isCancel(answer) ? undefined : answer;
  },
};

function faultOf(rule: z.ZodType, text: string): string | undefined {
  const fault = rule.safeParse(text).error?.issues[0]?.message;
  return fault === undefined ? undefined : `This ${fault}.`;
}
