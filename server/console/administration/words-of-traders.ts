/** Words for the people and programs of traders. */
import type { TraderScope } from '../../goods/declarations/api/vocabulary.ts';
import type { TraderKeyView, TraderPersonView } from '../../goods/declarations/traders/answers.ts';
import { translated } from '../languages/text.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export type TraderState = 'open' | 'lapsed' | 'used' | 'over';

export const TRADER_STATE_WORDS: Words<TraderState> = translated({
  open: 'Invited',
  lapsed: 'Invitation not used',
  used: 'Has access',
  over: 'No longer has access',
});

export const SCOPE_WORDS: Words<TraderScope> = translated({
  'declarations.submit': 'Send declarations',
  'declarations.read': 'Read state and findings',
  'viewings.read': 'Read the log of viewings',
});

export function stateOfPerson({ endedAt, enrolledAt, codeUntil }: TraderPersonView, now: number): TraderState {
  if (endedAt !== null) return 'over';
  if (enrolledAt !== null) return 'used';
  return codeUntil > now ? 'open' : 'lapsed';
}

export function stateOfKey({ endedAt, validUntil }: TraderKeyView, now: number): TraderState {
  return endedAt === null && validUntil > now ? 'used' : 'over';
}
