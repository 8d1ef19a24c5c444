/** Loads a set of rules: its form, the use of its facts, and each rule's own tests. A set with any fault is refused whole. */
import {
  type Condition,
  conditionsOf,
  type Facts,
  isBounded,
  type Rule,
  type RuleSet,
  ruleSetSchema,
} from './rule-set.ts';
import { judgeCondition } from './judge-condition.ts';

export interface RuleFault {
  /** The rule's id; absent for a fault of the whole set. */
  readonly rule?: string;
  readonly why: string;
}

export type LoadedRules =
  | { readonly kind: 'loaded'; readonly set: RuleSet }
  | { readonly kind: 'refused'; readonly faults: readonly RuleFault[] };

/** A fact that conditions may use. */
export type KnownFact =
  | { readonly kind: 'amount' }
  | { readonly kind: 'code'; readonly codes: readonly string[] }
  /** A code of a list that is too long to be named here. */
  | { readonly kind: 'code'; readonly form: RegExp }
  | { readonly kind: 'flag' };
export type KnownFacts = Readonly<Record<string, KnownFact>>;

/** The part of a rule that is judged. */
export type TestedRule = Pick<Rule, 'from' | 'until' | 'when' | 'tests'>;

/** Deeper than any set that is accepted. */
const MAX_LEVELS = 32;

export function loadRules(content: unknown): LoadedRules {
  if (isTooDeep(content)) return { kind: 'refused', faults: [{ why: 'the set is too deep' }] };
  const parsed = ruleSetSchema.safeParse(content);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({ why: `${path.join('.')}: ${message}` }));
    return { kind: 'refused', faults };
  }
  const set = parsed.data;
  const faults = [...twiceInForce(set.rules), ...set.rules.flatMap((rule) => faultsOf(set, rule))];
  return faults.length === 0 ? { kind: 'loaded', set } : { kind: 'refused', faults };
}

/** Level by level, because the depth of outside data must not use up the stack. */
export function isTooDeep(content: unknown): boolean {
  let level: readonly unknown[] = [content];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_LEVELS) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}

/** Two versions of a rule must not be in force on one day. */
export function twiceInForce(rules: readonly Pick<Rule, 'id' | 'from' | 'until'>[]): RuleFault[] {
  return rules.flatMap((rule, index) => {
    const overlaps = rules
      .slice(0, index)
      .some(
        (other) => other.id === rule.id && startsBefore(other.from, rule.until) && startsBefore(rule.from, other.until),
      );
    return overlaps ? [{ rule: rule.id, why: 'two versions are in force on one day' }] : [];
  });
}

function startsBefore(from: string, until: string | null): boolean {
  return until === null || from <= until;
}

function faultsOf(set: RuleSet, rule: Rule): RuleFault[] {
  return faultsOfRule(rule, set.facts).map((why) => ({ rule: rule.id, why }));
}

/** Faults of the dates, of the condition over these facts, and of the tests of a rule. */
export function faultsOfRule(rule: TestedRule, known: KnownFacts): string[] {
  const faults: string[] = [];
  if (rule.until !== null && rule.until < rule.from) faults.push('ends before it begins');
  if (!isBounded(rule.when)) faults.push('has too many conditions, or too deep ones');
  for (const { of } of conditionsOf(rule.when)) faults.push(...misusesIn(of, known));
  for (const [index, { facts }] of rule.tests.entries()) {
    for (const [name, value] of Object.entries(facts)) {
      if (!fits(factIn(known, name), value))
        faults.push(`test ${index + 1}: the fact ${name} is unknown or of another kind`);
    }
  }
  return faults.length > 0 ? faults : failedTests(rule);
}

/** A name such as `constructor` names no fact. */
function factIn(known: KnownFacts, name: string): KnownFact | undefined {
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

function hasCode(fact: Extract<KnownFact, { kind: 'code' }>, code: string): boolean {
  return 'form' in fact ? fact.form.test(code) : fact.codes.includes(code);
}

function failedTests({ when, tests }: TestedRule): string[] {
  const failed = tests.flatMap(({ facts, holds }, index) => {
    const found = judgeCondition(when, facts);
    return found === holds ? [] : [`test ${index + 1}: ${String(found)} instead of ${String(holds)}`];
  });
  const results = new Set(tests.map(({ holds }) => holds));
  return results.has(true) && results.has(false)
    ? failed
    : [...failed, 'needs a test that holds and a test that does not'];
}

function misusesIn(condition: Condition, facts: KnownFacts): string[] {
  const wants = (name: string, kind: KnownFact['kind']): string[] =>
    factIn(facts, name)?.kind === kind
      ? []
      : [`the fact ${name} is not ${kind === 'amount' ? 'an amount' : `a ${kind}`}`];
  if ('amount' in condition) {
    const table = 'limits' in condition ? misusesInTable(condition.limits, facts) : [];
    return [...wants(condition.amount, 'amount'), ...table];
  }
  if ('shares' in condition) return Object.keys(condition.shares).flatMap((name) => wants(name, 'amount'));
  if ('flag' in condition) return wants(condition.flag, 'flag');
  if (!('code' in condition)) return [];
  const known = factIn(facts, condition.code);
  const strange = known?.kind === 'code' ? condition.in.filter((code) => !hasCode(known, code)) : [];
  return [...wants(condition.code, 'code'), ...strange.map((code) => `${condition.code} has no code ${code}`)];
}

function misusesInTable(
  { by, rows }: { readonly by: readonly string[]; readonly rows: readonly { readonly when: readonly string[] }[] },
  facts: KnownFacts,
): string[] {
  return rows.flatMap(({ when }) => {
    if (when.length !== by.length) return ['a row of limits has another number of columns'];
    return when.flatMap((wanted, index) => {
      const name = by[index] ?? '';
      const fact = factIn(facts, name);
      if (fact === undefined || fact.kind === 'amount') return [`the fact ${name} selects no row`];
      const isKnown = fact.kind === 'flag' ? ['true', 'false'].includes(wanted) : hasCode(fact, wanted);
      return wanted === '*' || isKnown ? [] : [`${name} has no value ${wanted}`];
    });
  });
}

function fits(fact: KnownFact | undefined, value: Facts[string]): boolean {
  switch (fact?.kind) {
    case 'amount':
      return typeof value === 'number';
    case 'code':
      return typeof value === 'string' && hasCode(fact, value);
    case 'flag':
      return typeof value === 'boolean';
    case undefined:
      return false;
  }
}
