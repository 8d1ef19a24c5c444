import { expect } from 'vitest';
import type { Prompter } from '../../hardware/host/setup/prompter.ts';

/** Answers each question whose words begin so, the others with what is suggested, and cancels without a suggestion. */
export function promptedPerson(replies: Readonly<Record<string, string>>): Prompter & { readonly asked: string[] } {
  const asked: string[] = [];
  const left = new Map(Object.entries(replies));
  const reply = (message: string): string | undefined => {
    asked.push(message);
    const found = [...left].find(([start]) => message.startsWith(start));
    if (found !== undefined) left.delete(found[0]);
    return found?.[1];
  };
  return {
    asked,
    text({ message, rule, initial, optional = false }) {
      const text = reply(message) ?? initial ?? (optional ? '' : undefined);
      if (text !== undefined && !(optional && text === ''))
        expect([message, rule.safeParse(text).success]).toEqual([message, true]);
      return Promise.resolve(text);
    },
    secret: ({ message }) => Promise.resolve(reply(message)),
    choose(message, options, initial) {
      const value = reply(message) ?? initial ?? options[0]?.value;
      expect(options.map((option) => option.value)).toContain(value);
      return Promise.resolve(value);
    },
  };
}
