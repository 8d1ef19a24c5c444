/** The page's state, in memory only: it is gone when the page is closed. */
import { batch, signal } from '@preact/signals';
import type { DeclarationAnswer } from '../../contract/rules/answer.ts';
import type { Goods } from '../../contract/rules/goods.ts';
import type { TravellerQuestions } from '../../goods/declaration-codes/answers.ts';
import { codedAmount } from './amounts.ts';
import { makeCode } from './make-code.ts';

export type Questions =
  | { readonly kind: 'loading' | 'failed' | 'none' }
  | { readonly kind: 'loaded'; readonly questions: TravellerQuestions };

export type Code =
  | { readonly kind: 'none' }
  | { readonly kind: 'making' }
  | { readonly kind: 'failed'; readonly why: 'busy' | 'unreachable' }
  | {
      readonly kind: 'made';
      readonly text: string;
      readonly endsAt: number;
      readonly goods: DeclarationAnswer['goods'];
    };

export const questions = signal<Questions>({ kind: 'loading' });
/** The goods that are ticked, with the amounts as typed. */
export const ticked = signal<ReadonlyMap<Goods, string>>(new Map());
/** Goods whose amount is missing or not usable, after a code was asked for. */
export const wrong = signal<readonly Goods[]>([]);
/** The currency of typed amounts of money; `undefined`: that of the questions. */
export const currency = signal<string | undefined>(undefined);
export const code = signal<Code>({ kind: 'none' });

export async function loadQuestions(): Promise<void> {
  questions.value = { kind: 'loading' };
  try {
    const response = await fetch('/v1/declaration-questions');
    if (response.status === 404) questions.value = { kind: 'none' };
    else if (!response.ok) questions.value = { kind: 'failed' };
    else questions.value = { kind: 'loaded', questions: (await response.json()) as TravellerQuestions };
  } catch {
    questions.value = { kind: 'failed' };
  }
}

export function tick(goods: Goods, isTicked: boolean): void {
  const next = new Map(ticked.value);
  if (isTicked) next.set(goods, '');
  else next.delete(goods);
  ticked.value = next;
  wrong.value = wrong.value.filter((one) => one !== goods);
}

export function type(goods: Goods, amount: string): void {
  ticked.value = new Map(ticked.value).set(goods, amount);
}

/** Makes a code of the ticked goods, if each amount can be read. */
export async function askForCode(asked: TravellerQuestions): Promise<void> {
  const goods: DeclarationAnswer['goods'] = [];
  const unread: Goods[] = [];
  for (const rule of asked.goods) {
    const typed = ticked.value.get(rule.goods);
    if (typed === undefined) continue;
    if (rule.red === 'any') goods.push({ goods: rule.goods });
    else {
      const amount = codedAmount(asked, rule, typed, currency.value ?? asked.currency);
      if (amount === undefined) unread.push(rule.goods);
      else goods.push({ goods: rule.goods, amount });
    }
  }
  wrong.value = unread;
  if (unread.length > 0) return;
  code.value = { kind: 'making' };
  const made = await makeCode(goods);
  code.value = made.kind === 'made' ? { ...made, goods } : made;
}

/** Back to the questions, with what was entered. */
export function change(): void {
  code.value = { kind: 'none' };
}

/** For the next person with this phone. */
export function startAgain(): void {
  batch(() => {
    code.value = { kind: 'none' };
    ticked.value = new Map();
    wrong.value = [];
    currency.value = undefined;
  });
}
