/** The difference between two tables of exchange rates, in sentences for the people who sign the later one. Pure. */
import type { RateTable } from '../../contract/rules/rate-table.ts';

/** A larger change than this, per cent of the rate before, is named by each person who signs. */
export const PLAUSIBLE_CHANGE_PERCENT = 15;

/** In place of the currencies of a table that has no table before it. */
export const FIRST_TABLE = 'first-table';

export interface RateChanges {
  readonly sentences: readonly string[];
  /** Currencies that are new, gone, or changed by more than is plausible, in order; or `FIRST_TABLE`. Each person who signs names them. */
  readonly named: readonly string[];
}

/** @param before `undefined`: there is no table before it */
export function rateChanges(before: RateTable | undefined, after: RateTable): RateChanges {
  const count = Object.keys(after.rates).length;
  if (before === undefined) {
    const rates = Object.entries(after.rates).map(([name, rate]) => `1 ${after.base} buys ${rate} ${name}.`);
    return {
      sentences: [`The table of ${after.day} is the first one. It has ${count} currencies.`, ...rates.sort()],
      named: [FIRST_TABLE],
    };
  }
  const head = `The table of ${after.day} replaces that of ${before.day}.`;
  if (before.base !== after.base) {
    return {
      sentences: [head, `The base is ${after.base} instead of ${before.base}. Compare all rates.`],
      named: [FIRST_TABLE],
    };
  }
  const names = [...new Set([...Object.keys(before.rates), ...Object.keys(after.rates)])].sort();
  const changes = names.flatMap((name) => changeOf(after.base, name, before.rates[name], after.rates[name]));
  const same = count - changes.filter(({ isGone }) => !isGone).length;
  return {
    sentences: [head, ...changes.map(({ sentence }) => sentence), `${same} rates are the same.`],
    named: changes.filter(({ isNamed }) => isNamed).map(({ name }) => name),
  };
}

interface Change {
  readonly name: string;
  readonly sentence: string;
  readonly isNamed: boolean;
  readonly isGone: boolean;
}

function changeOf(base: string, name: string, was: string | undefined, is: string | undefined): Change[] {
  if (is === undefined) {
    return [{ name, sentence: `${name} is gone: amounts in it are not converted.`, isNamed: true, isGone: true }];
  }
  if (was === undefined) {
    return [{ name, sentence: `${name} is new: 1 ${base} buys ${is} ${name}.`, isNamed: true, isGone: false }];
  }
  const [one, other] = [billionths(was), billionths(is)];
  if (one === other) return [];
  const difference = other > one ? other - one : one - other;
  const isNamed = difference * 100n > one * BigInt(PLAUSIBLE_CHANGE_PERCENT);
  // In hundredths of a per cent, rounded up, so that no change is shown as none
  const hundredths = (difference * 10_000n + one - 1n) / one;
  const percent = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')} %`;
  const warning = isNamed ? ` This is more than ${PLAUSIBLE_CHANGE_PERCENT} %.` : '';
  const sentence = `1 ${base} buys ${is} ${name} instead of ${was}: ${percent} ${other > one ? 'more' : 'less'}.${warning}`;
  return [{ name, sentence, isNamed, isGone: false }];
}

const PLACES = 9;

function billionths(text: string): bigint {
  const [whole = '', decimals = ''] = text.split('.');
  return BigInt(whole + decimals.padEnd(PLACES, '0'));
}
