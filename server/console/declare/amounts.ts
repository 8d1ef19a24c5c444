/** Amounts as travellers type and read them, and as codes hold them: whole numbers of the smallest unit. */
import { convert, decimalsOf } from '../../contract/rules/convert-currency.ts';
import type { TravellerQuestions } from '../../goods/declaration-codes/answers.ts';
import type { GoodsRule } from '../../contract/rules/questions.ts';
import { locale } from '../languages/text.ts';

export type Counted = Exclude<GoodsRule, { readonly red: 'any' }>;

/** Smallest units in one unit that people use. */
const IN_ONE = { millilitres: 1_000, grams: 1, pieces: 1 } as const satisfies Record<
  Exclude<Counted['unit'], 'minor'>,
  number
>;

/** Decimal places that can be typed. */
const PLACES = { millilitres: 3, grams: 0, pieces: 0 } as const satisfies Record<
  Exclude<Counted['unit'], 'minor'>,
  number
>;

/** Decimal places of a unit that can be typed, and smallest units in one unit. */
function scaleOf(unit: Counted['unit'], currency: string): { readonly places: number; readonly inOne: number } {
  if (unit !== 'minor') return { places: PLACES[unit], inOne: IN_ONE[unit] };
  const places = decimalsOf(currency);
  return { places, inOne: 10 ** places };
}

/**
 * Reads `1000`, `1 000`, `2,5` or `2.5`. More than the rule asks for counts as its most, which makes no difference to customs.
 *
 * @param currency of amounts of money
 * @returns `undefined` for nothing, zero, a text with another sign, or more decimal places than the unit has
 */
export function readAmount(
  { unit, most }: Pick<Counted, 'unit' | 'most'>,
  typed: string,
  currency: string,
): number | undefined {
  const { places, inOne } = scaleOf(unit, currency);
  const plain = typed.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  const read = /^(\d{1,12})(?:\.(\d{1,3}))?$/.exec(plain);
  if (read === null) return undefined;
  const [, whole = '', decimals = ''] = read;
  if (decimals.length > places) return undefined;
  const amount = Number(whole) * inOne + Number(decimals.padEnd(places, '0') || 0);
  return amount === 0 ? undefined : Math.min(amount, most);
}

/** The option of `Intl.NumberFormat`; its values are names of CLDR, not texts. */
const NAMED = 'unit';

/** As the language writes it. */
export function amountText(unit: Counted['unit'], currency: string, amount: number): string {
  const value = amount / scaleOf(unit, currency).inOne;
  const options = {
    minor: { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' },
    millilitres: { style: 'unit', [NAMED]: 'liter', unitDisplay: 'long' },
    grams: { style: 'unit', [NAMED]: 'gram', unitDisplay: 'long' },
    pieces: {},
  } as const satisfies Record<Counted['unit'], Intl.NumberFormatOptions>;
  return new Intl.NumberFormat(locale.value, options[unit]).format(value);
}

/** More than any rule asks for. */
const LARGEST_TYPED = 1_000_000_000_000;

/**
 * The amount as codes hold it: money in the currency of the questions, rounded up.
 *
 * @param currency that was typed
 * @returns as `readAmount`; `undefined` also when the amount cannot be converted
 */
export function codedAmount(
  { currency: to, exchange }: TravellerQuestions,
  rule: Counted,
  typed: string,
  currency: string,
): number | undefined {
  if (rule.unit !== 'minor' || currency === to) return readAmount(rule, typed, to);
  const amount = readAmount({ ...rule, most: LARGEST_TYPED }, typed, currency);
  const converted = amount && exchange && convert(exchange, { amount, from: currency, to }, 'up');
  return converted === undefined ? undefined : Math.min(converted, rule.most);
}
