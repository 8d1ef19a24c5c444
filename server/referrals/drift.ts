/**
 * Whether somebody admits travellers whom lanes referred more, or less, often than their colleagues do with such cases: a beta-binomial
 * control chart. It compares like with like (by what the lane had doubted), lets colleagues differ as they do, and says nothing where
 * there is too little to say it of. A point outside the limits is a reason to look at cases together, never a finding. Pure.
 */
import { chancesAmong, type Colleague } from './colleagues.ts';

/** What kind of doubt a lane had. */
export const DOUBTS = ['document', 'person', 'lane', 'choice'] as const;
export type Doubt = (typeof DOUBTS)[number];

/** A decision about a real traveller. `overridden`: admitted although the lane had referred. */
export interface DriftCase {
  readonly person: string;
  readonly doubt: Doubt;
  readonly overridden: boolean;
}

/** Fewer decisions say nothing of anybody. */
export const LEAST_CASES = 30;
/** Colleagues who have at least `LEAST_CASES_OF_PEER`, without whom there is nothing to compare with. */
export const LEAST_PEERS = 3;
const LEAST_CASES_OF_PEER = 10;
/** One tail of a Shewhart chart's three sigma: chance alone puts one in 370 outside. */
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
  /** Of these cases, as colleagues decide such; `null` when too few to say. */
  readonly expected: number | null;
  /** The numbers between which chance leaves 99.73 %; `null` likewise. */
  readonly limits: { readonly low: number; readonly high: number } | null;
  readonly verdict: DriftVerdict;
}

/** One point for each person who has decided anything, by name. */
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
  const peers = [...grouped(others).values()].filter((theirs) => theirs.length >= LEAST_CASES_OF_PEER);
  if (n < LEAST_CASES || peers.length < LEAST_PEERS) return unsaid;
  const rates = ratesByDoubt(others);
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
    ...{ person, cases: n, overridden: k, limits },
    expected: chances.reduce((sum, chance, count) => sum + count * chance, 0),
    verdict: k > limits.high ? 'more-often' : k < limits.low ? 'less-often' : 'within',
  };
}

/** Half a case either way added to each kind, so that no kind is certain. */
function ratesByDoubt(cases: readonly DriftCase[]): (doubt: Doubt) => number {
  const rates = new Map(
    DOUBTS.map((doubt) => {
      const ofKind = cases.filter((one) => one.doubt === doubt);
      const overridden = ofKind.filter((one) => one.overridden).length;
      return [doubt, (overridden + 0.5) / (ofKind.length + 1)] as const;
    }),
  );
  return (doubt) => rates.get(doubt) ?? 0.5;
}

/** The least and the most that are not in a tail. */
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
