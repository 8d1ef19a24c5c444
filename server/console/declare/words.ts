import type { Goods } from '../../contract/rules/goods.ts';
import { locale, t, translated } from '../languages/text.ts';
import type { Counted } from './amounts.ts';

/** The same words as on the screen of a lane. */
export const KINDS: { readonly [One in Goods]: string } = translated({
  currency: 'Cash',
  restricted: 'Weapons, drugs, protected animals or plants',
  commercial: 'Commercial goods',
  cigarettes: 'Cigarettes',
  cigarillos: 'Cigarillos',
  cigars: 'Cigars',
  'smoking-tobacco': 'Smoking tobacco',
  spirits: 'Spirits',
  'fortified-wine': 'Fortified wine, up to 22 % alcohol',
  wine: 'Wine',
  beer: 'Beer',
  'other-goods': 'Other goods, total value',
});

/** The label of the field for an amount. */
export function amountLabel(unit: Counted['unit'], currency: string): string {
  switch (unit) {
    case 'minor':
      return t('Amount in {currency}', { currency });
    case 'millilitres':
      return t('Amount in litres');
    case 'grams':
      return t('Amount in grams');
    case 'pieces':
      return t('Number of pieces');
  }
}

export const FAILURES = translated({
  busy: 'Many people on this network are making codes. Try again in a minute.',
  unreachable: 'The code could not be made. Check the connection and try again, or answer at the gate.',
});

/** As the language names it, with its code. */
export function currencyName(currency: string): string {
  const name = new Intl.DisplayNames(locale.value, { type: 'currency' }).of(currency);
  return name === undefined || name === currency ? currency : `${currency}, ${name}`;
}
