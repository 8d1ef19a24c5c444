/** An unconfirmed declaration. It exists on this page only and ends with the question. */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { DeclarationAnswer } from '../../../server/contract/rules/answer.ts';
import type { Goods } from '../../../server/contract/rules/goods.ts';
import type { DeclarationRules, GoodsRule } from '../../../server/contract/rules/questions.ts';

/** The question, the choice of goods, and the review before the traveller confirms. */
export type DeclarationPage = 'question' | 'goods' | 'review';

export interface DeclarationDraft {
  readonly page: ReadonlySignal<DeclarationPage>;
  /** With amounts where the rules count them. */
  readonly chosen: ReadonlySignal<ReadonlyMap<Goods, number | undefined>>;
  /** Nothing to declare: on to the review. */
  nothing(): void;
  something(): void;
  /** The currency of amounts of money; `undefined`: that of the rules. */
  readonly currency: ReadonlySignal<string | undefined>;
  /** Clears the amounts of money. @param questions in this currency */
  choose(currency: string | undefined, questions: DeclarationRules): void;
  /** Adds a kind of goods, or takes it away. */
  toggle(rule: GoodsRule): void;
  change(rule: GoodsRule, by: 1 | -1): void;
  /** The answers of the traveller's code, to the review. */
  show(goods: DeclarationAnswer['goods']): void;
  /** From what was chosen to the review. */
  review(): void;
  back(): void;
  answer(rules: DeclarationRules): DeclarationAnswer;
  forget(): void;
}

const NONE: ReadonlyMap<Goods, number | undefined> = new Map();

export function createDeclarationDraft(): DeclarationDraft {
  const page = signal<DeclarationPage>('question');
  const chosen = signal(NONE);
  const currency = signal<string | undefined>(undefined);
  const isNothing = computed(() => chosen.value.size === 0);
  return {
    page,
    chosen,
    currency,
    nothing() {
      currency.value = undefined;
      chosen.value = NONE;
      page.value = 'review';
    },
    something() {
      page.value = 'goods';
    },
    choose(next, { goods }) {
      batch(() => {
        currency.value = next;
        chosen.value = new Map(
          [...chosen.value].map(([name, amount]) => {
            const rule = goods.find((one) => one.goods === name);
            const isMoney = rule !== undefined && rule.red !== 'any' && rule.unit === 'minor';
            return [name, isMoney ? firstAmountOf(rule) : amount];
          }),
        );
      });
    },
    toggle(rule) {
      const next = new Map(chosen.value);
      if (!next.delete(rule.goods)) next.set(rule.goods, firstAmountOf(rule));
      chosen.value = next;
    },
    change(rule, by) {
      const amount = chosen.value.get(rule.goods);
      if (rule.red === 'any' || amount === undefined) return;
      const next = Math.min(rule.most, Math.max(rule.step, amount + by * rule.step));
      chosen.value = new Map(chosen.value).set(rule.goods, next);
    },
    show(goods) {
      currency.value = undefined;
      chosen.value = new Map(goods.map((one) => [one.goods, one.amount]));
      page.value = 'review';
    },
    review() {
      if (!isNothing.value) page.value = 'review';
    },
    back() {
      page.value = page.value === 'review' && !isNothing.value ? 'goods' : 'question';
    },
    answer: ({ id }) => ({
      rules: id,
      ...(currency.value !== undefined && { currency: currency.value }),
      goods: [...chosen.value].map(([goods, amount]) => ({ goods, ...(amount !== undefined && { amount }) })),
    }),
    forget() {
      page.value = 'question';
      chosen.value = NONE;
      currency.value = undefined;
    },
  };
}

/** The least amount that customs wants to see; a traveller with less lowers it. */
function firstAmountOf(rule: GoodsRule): number | undefined {
  if (rule.red === 'any') return undefined;
  if (rule.red === 'by-law') return rule.step;
  return rule.red === 'from' ? rule.limit : Math.min(rule.most, rule.limit + rule.step);
}
