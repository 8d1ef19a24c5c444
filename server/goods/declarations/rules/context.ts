import type { DataSet, Declaration, Item } from '../form/declaration.ts';
import type { Rates } from '../../../contract/rules/exchange.ts';
import type { RuleId } from './rule-texts.ts';

export const JURISDICTIONS = ['EU', 'GB'] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

/** Everything outside the declaration that a rule may use. */
export interface RuleContext {
  readonly jurisdiction: Jurisdiction;
  /** Local date of arrival, `YYYY-MM-DD`: the law of this day applies. */
  readonly today: string;
  /** Whether the register has an identifier; `undefined` where there is no register. */
  readonly isRegistered?: (identifier: string) => boolean | undefined;
  /** The table of exchange rates in force on this day. Absent: there is none. */
  readonly rates?: Rates;
}

export interface Judged {
  readonly declaration: Declaration;
  readonly dataSet: DataSet;
  readonly items: readonly Item[];
  readonly context: RuleContext;
}

/** Reports one finding at a JSON pointer. */
export type Report = (rule: RuleId, pointer: string) => void;

export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
