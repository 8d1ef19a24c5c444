/** Masses, sums, currencies and units. */
import type { Item } from '../form/declaration.ts';
import type { Judged, Report } from './context.ts';
import { isConvertible, isMoreThan } from './converted.ts';
import { millionths, sumOf } from './decimals.ts';

export function judgeAmounts({ declaration, items, context }: Judged, report: Report): void {
  for (const [index, item] of items.entries()) judgeMasses(item, `/goods/${index}`, report);
  const masses = items.flatMap(({ grossMass }) => (grossMass === undefined ? [] : [grossMass]));
  if (declaration.grossMass !== undefined && millionths(declaration.grossMass) < sumOf(masses)) {
    report('R0983', '/grossMass');
  }
  judgeCurrencies(items, report);
  judgeInvoice({ declaration, items, context }, report);
  for (const { money, pointer } of amountsIn({ declaration, items })) {
    if (money.amount !== undefined && money.currency === undefined)
      report('currency-with-amount', `${pointer}/currency`);
    if (money.amount === undefined && money.currency !== undefined) report('currency-with-amount', `${pointer}/amount`);
  }
}

function judgeMasses({ netMass, grossMass }: Item, pointer: string, report: Report): void {
  if (netMass === undefined || grossMass === undefined || millionths(grossMass) === 0n) return;
  const difference = millionths(netMass) - millionths(grossMass);
  if (difference > 0n) report('R0223', `${pointer}/netMass`);
  if (difference === 0n) report('CDS11006', `${pointer}/netMass`);
}

function judgeCurrencies(items: readonly Item[], report: Report): void {
  const first = items.find(({ amount }) => amount?.currency !== undefined)?.amount?.currency;
  for (const [index, { amount }] of items.entries()) {
    if (amount?.currency !== undefined && amount.currency !== first)
      report('CDS12057', `/goods/${index}/amount/currency`);
  }
}

/** Item amounts in another currency than the total's are converted by the table of the day. */
function judgeInvoice(
  { declaration: { invoice }, items, context: { rates } }: Pick<Judged, 'declaration' | 'items' | 'context'>,
  report: Report,
): void {
  const { amount: total, currency } = invoice ?? {};
  if (total === undefined || currency === undefined) return;
  const amounts = items.flatMap(({ amount: { amount, currency: of } = {} }) =>
    amount === undefined || of === undefined ? [] : [{ amount, currency: of }],
  );
  const isMixed = amounts.some((one) => one.currency !== currency);
  if (isMixed && rates === undefined) report('no-rates', '/invoice/currency');
  if (!amounts.every((one) => isConvertible(rates, one.currency, currency))) return;
  if (isMoreThan(amounts, { amount: total, currency }, rates)) {
    report(isMixed ? 'item-sum-converted' : 'item-sum', '/invoice/amount');
  }
}

interface Money {
  readonly amount?: string | undefined;
  readonly currency?: string | undefined;
}

function amountsIn({ declaration, items }: Pick<Judged, 'declaration' | 'items'>) {
  const found: { readonly money: Money; readonly pointer: string }[] = [];
  const add = (money: Money | undefined, pointer: string): void => {
    if (money !== undefined) found.push({ money, pointer });
  };
  for (const [at, place] of [
    ['', declaration] as const,
    ...items.map((item, index) => [`/goods/${index}`, item] as const),
  ]) {
    add(place.transportCost, `${at}/transportCost`);
    for (const [index, one] of (place.additions ?? []).entries()) {
      // A rate in per cent has no currency
      if (one.currency !== undefined) add(one, `${at}/additions/${index}`);
    }
  }
  add(declaration.invoice, '/invoice');
  for (const [index, item] of items.entries()) {
    for (const name of ['amount', 'intrinsicValue', 'statisticalValue'] as const)
      add(item[name], `/goods/${index}/${name}`);
  }
  return found;
}
