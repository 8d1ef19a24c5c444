/**
 * The three versions of the law on goods of low value (H7) in the European Union: relief of duty up to EUR 150 until 30 June 2026; a duty of
 * EUR 3 for each item from 1 July 2026 to 1 July 2028; identifiers of the products from 1 November 2026. Known from secondary
 * sources: compare with the Official Journal before use.
 */
import { isGtin } from '../identifiers/check-digits.ts';
import type { Item } from '../form/declaration.ts';
import type { Judged, Report } from './context.ts';
import { type Amount, isConvertible, isMoreThan } from './converted.ts';

/** Days from which each change is in force; `duty` until and with its last day. */
export const LOW_VALUE_LAW = {
  duty: { from: '2026-07-01', until: '2028-07-01' },
  identifiers: { from: '2026-11-01' },
} as const;

const LIMIT = { amount: '150', currency: 'EUR' };
const RELIEFS = ['C07', 'C08'];

export function judgeLowValue(judged: Judged, report: Report): void {
  const { declaration, dataSet, items, context } = judged;
  if (dataSet !== 'H7' || context.jurisdiction !== 'EU') return;
  judgeValue(judged, report);
  const { today } = context;
  const duty = today >= LOW_VALUE_LAW.duty.from && today <= LOW_VALUE_LAW.duty.until;
  const hasShop = (declaration.fiscalReferences ?? []).some(({ role }) => role === 'FR5');
  if (duty && hasShop && declaration.declarant?.id === undefined) report('h7-declarant', '/declarant/id');
  for (const [index, item] of items.entries()) {
    const pointer = `/goods/${index}`;
    if (!(item.additionalProcedures ?? []).some((code) => RELIEFS.includes(code))) {
      report('h7-procedure', `${pointer}/additionalProcedures`);
    }
    if (duty) report('h7-duty', pointer);
    if (today >= LOW_VALUE_LAW.identifiers.from) judgeIdentifiers(item, `${pointer}/productIdentifiers`, report);
  }
}

/** The limit holds for the consignment, not for an item. */
function judgeValue({ items, context }: Judged, report: Report): void {
  const amounts: Amount[] = [];
  for (const [index, { intrinsicValue }] of items.entries()) {
    const { amount, currency } = intrinsicValue ?? {};
    if (amount === undefined || currency === undefined) continue;
    if (isConvertible(context.rates, currency, LIMIT.currency)) amounts.push({ amount, currency });
    else report(context.rates === undefined ? 'no-rates' : 'h7-currency', `/goods/${index}/intrinsicValue/currency`);
  }
  if (isMoreThan(amounts, LIMIT, context.rates)) report('h7-value', '/goods');
}

function judgeIdentifiers({ productIdentifiers = [] }: Item, pointer: string, report: Report): void {
  const has = (kind: string): boolean => productIdentifiers.some((one) => one.kind === kind && one.value !== undefined);
  if (!has('merchant') || !has('manufacturer')) report('h7-identifiers', pointer);
  for (const [index, { kind, value }] of productIdentifiers.entries()) {
    if (kind === 'gtin' && value !== undefined && !isGtin(value)) report('gtin-digit', `${pointer}/${index}/value`);
  }
}
