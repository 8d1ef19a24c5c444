/** The facts of a declaration that selection rules may use (`../../../contract/rules/selection-set.ts`). Only the needed ones are computed. Pure. */
import { decimalsOf, rateOf } from '../../../contract/rules/convert-currency.ts';
import type { Rates } from '../../../contract/rules/exchange.ts';
import { conditionsOf, type Facts, LARGEST_FACT } from '../../../contract/rules/rule-set.ts';
import type { SelectionFact, SelectionSet } from '../../../contract/rules/selection-set.ts';
import type { Declaration, Item } from '../form/declaration.ts';
import { millionths } from '../rules/decimals.ts';
import { REPRESENTATIVE_STATUS } from '../rules/representation.ts';

export interface FactContext {
  /** ISO 4217, of the set. */
  readonly currency: string;
  readonly rates: Rates | undefined;
  /** Days since the trader was first known here; `undefined`: not known. */
  readonly traderDays: number | undefined;
}

type Needed = ReadonlySet<string>;
type Value = Facts[string] | undefined;

const NEEDED = new WeakMap<SelectionSet, Needed>();

/** The names of the facts that conditions of a set use. */
export function neededFacts(set: SelectionSet): Needed {
  const known = NEEDED.get(set);
  if (known !== undefined) return known;
  const names = set.rules.flatMap(({ when }) =>
    conditionsOf(when).flatMap(({ of }) => {
      if ('amount' in of) return 'limits' in of ? [of.amount, ...of.limits.by] : [of.amount];
      if ('shares' in of) return Object.keys(of.shares);
      if ('code' in of) return [of.code];
      return 'flag' in of ? [of.flag] : [];
    }),
  );
  const needed = new Set(names);
  NEEDED.set(set, needed);
  return needed;
}

export function factsOfDeclaration(declaration: Declaration, needed: Needed, context: FactContext): Facts {
  const { dataSet, representative, additionalType, transport, goods, invoice, grossMass } = declaration;
  return only(needed, {
    'data-set': () => dataSet,
    representation: () => {
      if (representative?.status === REPRESENTATIVE_STATUS.direct) return 'direct';
      return representative?.status === REPRESENTATIVE_STATUS.indirect ? 'indirect' : 'none';
    },
    'additional-type': () => additionalType,
    'transport-mode': () => transport?.modeAtBorder,
    items: () => goods?.length ?? 0,
    'invoice-value': () => bounded(minorOf(invoice, context)),
    'gross-mass': () => bounded(gramsOf(grossMass)),
    'trader-days': () => context.traderDays,
  });
}

export function factsOfItem(declaration: Declaration, item: Item, needed: Needed, context: FactContext): Facts {
  const { commodity, procedure, netMass, supplementaryUnits, packaging } = item;
  const value = () => minorOf(declaration.dataSet === 'H7' ? item.intrinsicValue : item.amount, context);
  const pieces = () => wholeOf(supplementaryUnits);
  return only(needed, {
    chapter: () => commodity?.hs?.slice(0, 2),
    heading: () => commodity?.hs?.slice(0, 4),
    subheading: () => commodity?.hs,
    origin: () => item.origin,
    dispatch: () => item.countryOfDispatch ?? declaration.countryOfDispatch,
    destination: () => item.countryOfDestination ?? declaration.countryOfDestination,
    procedure: () => procedure?.requested,
    'previous-procedure': () => procedure?.previous,
    preference: () => item.preference,
    'valuation-method': () => item.valuationMethod,
    'item-value': () => bounded(value()),
    'net-mass': () => bounded(gramsOf(netMass)),
    pieces: () => bounded(pieces()),
    packages: () => {
      const counts = (packaging ?? []).flatMap(({ count }) => (count === undefined ? [] : [Number(count)]));
      return counts.length === 0 ? undefined : bounded(BigInt(counts.reduce((sum, one) => sum + one, 0)));
    },
    'value-per-piece': () => bounded(quotient(value(), pieces())),
    'value-per-kilogram': () => {
      const minor = value();
      return bounded(quotient(minor === undefined ? undefined : minor * 1_000n, gramsOf(netMass)));
    },
    'grams-per-piece': () => bounded(quotient(gramsOf(netMass), pieces())),
  });
}

function only(needed: Needed, facts: { readonly [Name in SelectionFact]?: () => Value }): Facts {
  const found: Record<string, Facts[string]> = {};
  for (const [name, fact] of Object.entries(facts)) {
    const value = needed.has(name) ? fact() : undefined;
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** Above every limit that a rule can state. */
function bounded(amount: bigint | undefined): number | undefined {
  if (amount === undefined) return undefined;
  return amount > LARGEST_FACT ? LARGEST_FACT + 1 : Number(amount);
}

function quotient(over: bigint | undefined, under: bigint | undefined): bigint | undefined {
  return over === undefined || under === undefined || under === 0n ? undefined : over / under;
}

/** Whole minor units of the set's currency, rounded down once. */
function minorOf(
  money: { readonly amount?: string | undefined; readonly currency?: string | undefined } | undefined,
  { currency: to, rates }: FactContext,
): bigint | undefined {
  const { amount, currency: from } = money ?? {};
  if (amount === undefined || from === undefined) return undefined;
  const over = millionths(amount) * 10n ** BigInt(decimalsOf(to));
  if (from === to) return over / 1_000_000n;
  const [fromRate, toRate] = [rates && rateOf(rates, from), rates && rateOf(rates, to)];
  if (fromRate === undefined || toRate === undefined) return undefined;
  return (over * toRate.over * fromRate.under) / (1_000_000n * toRate.under * fromRate.over);
}

function gramsOf(kilograms: string | undefined): bigint | undefined {
  return kilograms === undefined ? undefined : millionths(kilograms) / 1_000n;
}

function wholeOf(text: string | undefined): bigint | undefined {
  const all = text === undefined ? undefined : millionths(text);
  return all === undefined || all % 1_000_000n !== 0n ? undefined : all / 1_000_000n;
}
