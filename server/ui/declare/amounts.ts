/** Amounts as travellers type and read them, and as codes hold them: whole numbers of the smallest unit. */
import type { GoodsRule } from '../../contract/rules/questions.ts';
import { locale } from '../languages/text.ts';

export type Counted = Exclude<GoodsRule, { readonly red: 'any' }>;

/** Smallest units in one unit that people use. */
const IN_ONE = { minor: 100, millilitres: 1_000, grams: 1, pieces: 1 } as const satisfies Record<
  Counted['unit'],
  number
>;

/** Decimal places that can be typed. */
const PLACES = { minor: 2, millilitres: 3, grams: 0, pieces: 0 } as const satisfies Record<Counted['unit'], number>;

/**
 * Reads `1000`, `1 000`, `2,5` or `2.5`. More than the rule asks for counts as its most, which makes no difference to customs.
 *
 * @returns `undefined` for nothing, zero, a text with another sign, or more decimal places than the unit has
 */
export function readAmount({ unit, most }: Pick<Counted, 'unit' | 'most'>, typed: string): number | undefined {
  const plain = typed.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  const read = /^(\d{1,12})(?:\.(\d{1,3}))?$/.exec(plain);
  if (read === null) return undefined;
  const [, whole = '', decimals = ''] = read;
  if (decimals.length > PLACES[unit]) return undefined;
  const amount = Number(whole) * IN_ONE[unit] + Number(decimals.padEnd(PLACES[unit], '0') || 0);
  return amount === 0 ? undefined : Math.min(amount, most);
}

/** The option of `Intl.NumberFormat`; its values are names of CLDR, not texts. */
const NAMED = 'unit';

/** As the language writes it. */
export function amountText(unit: Counted['unit'], currency: string, amount: number): string {
  const value = amount / IN_ONE[unit];
  const options = {
    minor: { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' },
    millilitres: { style: 'unit', [NAMED]: 'liter', unitDisplay: 'long' },
    grams: { style: 'unit', [NAMED]: 'gram', unitDisplay: 'long' },
    pieces: {},
  } as const satisfies Record<Counted['unit'], Intl.NumberFormatOptions>;
  return new Intl.NumberFormat(locale.value, options[unit]).format(value);
}
