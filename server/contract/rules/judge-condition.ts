/** Judges a condition over facts, in three values: it holds, it does not hold, or it is not known. Pure, exact. */
import type { Comparison, Condition, Facts, LimitTable } from './rule-set.ts';

export type Truth = boolean | 'unknown';

/** One comparison that was made, for an explanation. */
export interface TraceStep {
  readonly facts: readonly string[];
  readonly is: Comparison | 'in' | 'set';
  /** The limit, as the rule states it; absent where there is none. */
  readonly limit?: number | undefined;
  readonly holds: Truth;
}

/** Stops as soon as the answer is certain. Adds each comparison to `trace`. */
export function judgeCondition(condition: Condition, facts: Facts, trace?: TraceStep[]): Truth {
  if ('all' in condition) return judgeEach(condition.all, facts, false, trace);
  if ('any' in condition) return judgeEach(condition.any, facts, true, trace);
  if ('not' in condition) {
    const inner = judgeCondition(condition.not, facts, trace);
    return inner === 'unknown' ? inner : !inner;
  }
  const step = compare(condition, facts);
  trace?.push(step);
  return step.holds;
}

/** @param decisive the value of one condition that decides for all */
function judgeEach(
  conditions: readonly Condition[],
  facts: Facts,
  decisive: boolean,
  trace: TraceStep[] | undefined,
): Truth {
  let isUnknown = false;
  for (const condition of conditions) {
    const truth = judgeCondition(condition, facts, trace);
    if (truth === decisive) return decisive;
    if (truth === 'unknown') isUnknown = true;
  }
  return isUnknown ? 'unknown' : !decisive;
}

type Leaf = Exclude<Condition, { readonly all: unknown } | { readonly any: unknown } | { readonly not: unknown }>;

function compare(leaf: Leaf, facts: Facts): TraceStep {
  if ('shares' in leaf) {
    const names = Object.keys(leaf.shares);
    return { facts: names, is: leaf.is, limit: 1, holds: judgeShares(leaf.shares, leaf.is, facts) };
  }
  if ('code' in leaf) {
    const value = valueOf(facts, leaf.code);
    return { facts: [leaf.code], is: 'in', holds: typeof value === 'string' ? leaf.in.includes(value) : 'unknown' };
  }
  if ('flag' in leaf) {
    const value = valueOf(facts, leaf.flag);
    return { facts: [leaf.flag], is: 'set', holds: typeof value === 'boolean' ? value : 'unknown' };
  }
  const limit = 'limits' in leaf ? limitOf(leaf.limits, facts) : leaf.limit;
  const by = 'limits' in leaf ? leaf.limits.by : [];
  const value = valueOf(facts, leaf.amount);
  const isKnown = typeof value === 'number' && limit !== undefined;
  return {
    facts: [leaf.amount, ...by],
    is: leaf.is,
    limit,
    holds: isKnown ? isSo(value, leaf.is, limit) : 'unknown',
  };
}

function isSo(value: number, is: Comparison, limit: number): boolean {
  switch (is) {
    case 'at-least':
      return value >= limit;
    case 'above':
      return value > limit;
    case 'below':
      return value < limit;
    case 'at-most':
      return value <= limit;
  }
}

/** A sum that exceeds one allowance already exceeds it whatever the unknown amounts are. */
function judgeShares(shares: Readonly<Record<string, number>>, is: 'above' | 'at-least', facts: Facts): Truth {
  const parts: Part[] = [];
  let isUnknown = false;
  for (const name in shares) {
    const value = valueOf(facts, name);
    if (typeof value !== 'number') isUnknown = true;
    else if (value !== 0) parts.push({ value, allowance: shares[name] ?? 1 });
  }
  const order = parts.length === 0 ? -1 : compareWithOne(parts);
  if (is === 'above' ? order > 0 : order >= 0) return true;
  return isUnknown ? 'unknown' : false;
}

interface Part {
  readonly value: number;
  readonly allowance: number;
}

/** Whether the fractions together are less than one, one, or more: -1, 0 or 1. Exact: in large whole numbers where others would be rounded. */
function compareWithOne(parts: readonly Part[]): number {
  let [over, under] = [0, 1];
  for (const { value, allowance } of parts) {
    over = over * allowance + value * under;
    under *= allowance;
  }
  // Sums and products of whole numbers that stay below this limit were not rounded on the way
  if (over <= Number.MAX_SAFE_INTEGER && under <= Number.MAX_SAFE_INTEGER) return Math.sign(over - under);
  let [exactOver, exactUnder] = [0n, 1n];
  for (const { value, allowance } of parts) {
    exactOver = exactOver * BigInt(allowance) + BigInt(value) * exactUnder;
    exactUnder *= BigInt(allowance);
  }
  return exactOver === exactUnder ? 0 : exactOver > exactUnder ? 1 : -1;
}

function limitOf({ by, rows }: LimitTable, facts: Facts): number | undefined {
  const values = by.map((name) => valueOf(facts, name));
  for (const { when, limit } of rows) {
    let fits = true;
    for (const [index, wanted] of when.entries()) {
      if (wanted === '*') continue;
      const value = values[index];
      // An unknown fact that decides between rows leaves the limit unknown
      if (value === undefined) return undefined;
      if (String(value) !== wanted) fits = false;
    }
    if (fits) return limit;
  }
  return undefined;
}

function valueOf(facts: Facts, name: string): Facts[string] | undefined {
  return Object.hasOwn(facts, name) ? facts[name] : undefined;
}
