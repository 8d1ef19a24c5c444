/**
 * Beta-binomial control chart: shows whether a person admits referred travellers more or less often than colleagues do in comparable cases.
 * It compares cases of the same reason category, allows for the spread between colleagues, and gives no verdict on too little data. A point
 * outside the limits is a reason to review cases together, not a finding. Pure.
 */
import { chancesAmong, type Colleague } from './colleagues.ts';

/** Category of the reason for which a lane referred a traveller. */
export const REASON_CATEGORIES = ['document', 'person', 'lane', 'choice'] as const;
export type ReasonCategory = (typeof REASON_CATEGORIES)[number];

/** A decision about a real traveller. `overridden`: the officer admitted a traveller whom the lane had referred. */
export interface DriftCase {
  readonly person: string;
  readonly doubt: ReasonCategory;
  readonly overridden: boolean;
}

/** With fewer decisions there is no verdict. */
export const MIN_CASES = 30;
/** Required number of colleagues who have at least `MIN_CASES_OF_PEER` cases. */
export const MIN_PEERS = 3;
const MIN_CASES_OF_PEER = 10;
/** One tail of a Shewhart chart with three sigma limits: chance alone puts one point in 370 outside. */
export const TAIL = 0.001_35;
export type DriftVerdict =
  | 'within'
  | 'more-often'
  | 'less-often'
  /** Too few decisions, or too few colleagues. */
  | 'too-few-to-say';

export interface DriftPoint {
  readonly person: string;
  readonly cases: number;
  readonly overridden: number;
  /** Expected number of overrides in these cases; `null` when there is too little data. */
  readonly expected: number | null;
  /** Range that holds 99.73 % of chance results, inclusive; `null` when there is too little data. */
  readonly limits: { readonly low: number; readonly high: number } | null;
  readonly verdict: DriftVerdict;
}

/** One point for each person with a decision, sorted by id. */
export function driftChart(cases: readonly DriftCase[]): DriftPoint[] {
  const people = [...new Set(cases.map(({ person }) => person))].sort();
  return people.map((person) => {
    const own = cases.filter((one) => one.person === person);
    const others = cases.filter((one) => one.person !== person);
    return pointOf(person, own, others);
  });
}

function pointOf(person: string, own: readonly DriftCase[], others: readonly DriftCase[]): DriftPoint {
  const n = own.length;
  const k = own.filter(({ overridden }) => overridden).length;
  const unsaid = { person, cases: n, overridden: k, expected: null, limits: null, verdict: 'too-few-to-say' } as const;
  const peers = [...grouped(others).values()].filter((theirs) => theirs.length >= MIN_CASES_OF_PEER);
  if (n < MIN_CASES || peers.length < MIN_PEERS) return unsaid;
  const rates = ratesByCategory(others);
  const meanOf = (cases: readonly DriftCase[]) => averageOf(cases.map(({ doubt }) => rates(doubt)));
  const colleagues = peers.map(
    (theirs): Colleague => ({
      cases: theirs.length,
      counted: theirs.filter(({ overridden }) => overridden).length,
      mean: meanOf(theirs),
    }),
  );
  const chances = chancesAmong(colleagues, n, meanOf(own));
  const limits = limitsOf(chances);
  return {
    person,
    cases: n,
    overridden: k,
    limits,
    expected: chances.reduce((sum, chance, count) => sum + count * chance, 0),
    verdict: k > limits.high ? 'more-often' : k < limits.low ? 'less-often' : 'within',
  };
}

/** Adds half a case to both outcomes of each category, so that no rate is 0 or 1. */
function ratesByCategory(cases: readonly DriftCase[]): (doubt: ReasonCategory) => number {
  const rates = new Map(
    REASON_CATEGORIES.map((doubt) => {
      const ofKind = cases.filter((one) => one.doubt === doubt);
      const overridden = ofKind.filter((one) => one.overridden).length;
      return [doubt, (overridden + 0.5) / (ofKind.length + 1)] as const;
    }),
  );
  return (doubt) => rates.get(doubt) ?? 0.5;
}

/** Lowest and highest count outside the tails. */
function limitsOf(chances: readonly number[]): { readonly low: number; readonly high: number } {
  let low = 0;
  let high = chances.length - 1;
  for (let below = 0; low < high; low++) {
    below += chances[low] ?? 0;
    if (below >= TAIL) break;
  }
  for (let above = 0; high > low; high--) {
    above += chances[high] ?? 0;
    if (above >= TAIL) break;
  }
  return { low, high };
}

function grouped(cases: readonly DriftCase[]): Map<string, DriftCase[]> {
  const groups = new Map<string, DriftCase[]>();
  for (const one of cases) groups.set(one.person, [...(groups.get(one.person) ?? []), one]);
  return groups;
}

function averageOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
