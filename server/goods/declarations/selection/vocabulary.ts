/** Closed words of the selection of declarations. Consoles import this file. */

/** Why a declaration has no band: the model cannot be used, it failed, no item has a heading of the tariff, or the trader sealed it. */
export const UNSCORED_CAUSES = ['no-model', 'model-failed', 'no-goods', 'sealed-by-trader'] as const;
export type UnscoredCause = (typeof UNSCORED_CAUSES)[number];

/** How many goods lines of a declaration the risk model has seen with a result: all, some or none. */
export const KNOWN_LINES = ['none', 'some', 'all'] as const;
export type KnownLines = (typeof KNOWN_LINES)[number];

/** Traders by the number of their accepted declarations in a quarter. */
export const TRADER_SIZES = ['1', '2-19', '20-or-more'] as const;
export type TraderSize = (typeof TRADER_SIZES)[number];

/** Recommended controls, from the least to the most. */
export const CONTROL_ROUTES = ['documents', 'scan', 'physical'] as const;
export type ControlRoute = (typeof CONTROL_ROUTES)[number];

/** Controls that were made; `none` only where two officers waive the recommended one. */
export const MADE_CONTROLS = ['none', 'documents', 'scan', 'physical'] as const;
export type MadeControl = (typeof MADE_CONTROLS)[number];

/** `waived`: less than recommended was done, and a second officer agreed. */
export const CONTROL_OUTCOMES = ['conforming', 'error', 'fraud', 'waived'] as const;
export type ControlOutcome = (typeof CONTROL_OUTCOMES)[number];

/** Differences between the goods and the declaration. */
const DIFFERENCES = [
  'value-differs',
  'code-differs',
  'origin-differs',
  'quantity-differs',
  'goods-undeclared',
  'goods-prohibited',
  'document-missing',
] as const;
const GROUNDS_TO_WAIVE = [
  'perishable-goods',
  'live-animals',
  'scanner-down',
  'controlled-elsewhere',
  'too-many-waiting',
] as const;

export const CONTROL_REASONS = ['as-declared', ...DIFFERENCES, ...GROUNDS_TO_WAIVE] as const;
export type ControlReason = (typeof CONTROL_REASONS)[number];

export const REASONS_OF_OUTCOME: Readonly<Record<ControlOutcome, readonly ControlReason[]>> = {
  conforming: ['as-declared'],
  error: DIFFERENCES,
  fraud: DIFFERENCES,
  waived: GROUNDS_TO_WAIVE,
};

/** Whether a control is less than the recommended one. */
export function isLess(made: MadeControl, route: ControlRoute): boolean {
  return MADE_CONTROLS.indexOf(made) < MADE_CONTROLS.indexOf(route);
}

/** Why a published set of selection rules is not used; the set before it stays. */
export const SELECTION_REFUSALS = [
  /** Too few of the people whom the root names have signed it. */
  'unsigned',
  /** Published metadata are not those of the ledger, or the file of the set is missing or differs. */
  'altered',
  /** Its last day, or the last day of the signatures, has passed. */
  'expired',
  /** The publication is older than the one in use. */
  'stale',
  'too-large',
  'malformed',
  /** A test of a rule fails, or a rule uses a fact that does not exist. */
  'tests-failed',
  /** It is for another jurisdiction. */
  'jurisdiction',
  /** A rule is in force without enough days of trial and without a reason for urgency. */
  'not-tried',
] as const;
export type SelectionRefusal = (typeof SELECTION_REFUSALS)[number];
