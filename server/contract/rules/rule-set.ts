/**
 * Rules of law as data: a closed grammar over named facts. A rule names its source and carries its own tests, which run when it is loaded.
 * All numbers are whole; units come from the facts.
 */
import { z } from 'zod';
import { slugSchema } from '../field.ts';

/** Sums stay exact below 2^53: 32 terms of a fact times a weight. */
export const LARGEST_FACT = 1_000_000_000;
const LARGEST_WEIGHT = 100_000;
const MAX_CONDITIONS = 64;
const MAX_DEPTH = 6;

const factName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
const whole = z.int().min(0).max(LARGEST_FACT);
const code = z.string().regex(/^[A-Za-z0-9-]{1,32}$/);
const date = z.iso.date();

const factSchema = z.discriminatedUnion('kind', [
  /** A whole number in this unit. `minor`: minor units of the set's currency. */
  z.strictObject({
    kind: z.literal('amount'),
    unit: z.enum(['minor', 'pieces', 'millilitres', 'grams', 'years', 'hours']),
  }),
  z.strictObject({ kind: z.literal('code'), codes: z.array(code).min(1).max(300) }),
  z.strictObject({ kind: z.literal('flag') }),
]);

export const COMPARISONS = ['at-least', 'above', 'below', 'at-most'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  /** A fact against a limit. */
  | { readonly amount: string; readonly is: Comparison; readonly limit: number }
  /** A fact against the limit of the first row whose codes and flags fit; `*` fits everything. No row: not known. */
  | { readonly amount: string; readonly is: Comparison; readonly limits: LimitTable }
  /**
   * Shares of several allowances together, each an amount divided by its whole allowance: above 1 when they exceed one allowance.
   */
  | { readonly shares: Readonly<Record<string, number>>; readonly is: 'above' | 'at-least' }
  | { readonly code: string; readonly in: readonly string[] }
  | { readonly flag: string };

export interface LimitTable {
  readonly by: readonly string[];
  readonly rows: readonly { readonly when: readonly string[]; readonly limit: number }[];
}

const limitTableSchema = z.strictObject({
  by: z.array(factName).min(1).max(4),
  rows: z
    .array(
      z.strictObject({
        when: z
          .array(z.union([code, z.literal('*')]))
          .min(1)
          .max(4),
        limit: whole,
      }),
    )
    .min(1)
    .max(50),
});
const comparison = z.enum(COMPARISONS);
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema).min(1).max(16) }),
    z.strictObject({ any: z.array(conditionSchema).min(1).max(16) }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({ amount: factName, is: comparison, limit: whole }),
    z.strictObject({ amount: factName, is: comparison, limits: limitTableSchema }),
    z.strictObject({
      shares: z
        .record(factName, z.int().min(1).max(LARGEST_WEIGHT))
        .refine((shares) => Object.keys(shares).length > 0 && Object.keys(shares).length <= 16),
      is: z.enum(['above', 'at-least']),
    }),
    z.strictObject({ code: factName, in: z.array(code).min(1).max(300) }),
    z.strictObject({ flag: factName }),
  ]),
);

export const factsSchema = z.record(factName, z.union([whole, code, z.boolean()]));
/** Facts by name. An absent fact is unknown. */
export type Facts = z.infer<typeof factsSchema>;

/** At least one that holds and one that does not. */
export const ruleTestsSchema = z
  .array(z.strictObject({ facts: factsSchema, holds: z.union([z.boolean(), z.literal('unknown')]) }))
  .min(2)
  .max(50);

export const SEVERITIES = ['note', 'red', 'refer'] as const;

const ruleSchema = z.strictObject({
  id: slugSchema,
  version: z.int().min(1).max(9_999),
  /** First and last day on which it is in force. */
  from: date,
  until: date.nullable(),
  /** `note`: the channel stays green. `red`: goods are for customs. `refer`: a person decides. */
  severity: z.enum(SEVERITIES),
  source: z.strictObject({
    act: z.string().min(1).max(200),
    article: z.string().min(1).max(100),
    url: z.url({ protocol: /^https$/ }).max(300),
    retrieved: date,
  }),
  when: conditionSchema,
  tests: ruleTestsSchema,
});
export type Rule = z.infer<typeof ruleSchema>;

export const ruleSetSchema = z.strictObject({
  version: z.literal(1),
  id: slugSchema,
  /** ISO 3166-1 alpha-2, or `EU`. */
  jurisdiction: z.string().regex(/^[A-Z]{2}$/),
  /** ISO 4217, of amounts in minor units. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  facts: z.record(factName, factSchema),
  rules: z.array(ruleSchema).min(1).max(200),
});
export type RuleSet = z.infer<typeof ruleSetSchema>;

/** The conditions inside a condition, itself included. */
export function conditionsOf(
  condition: Condition,
  depth = 1,
): readonly { readonly of: Condition; readonly depth: number }[] {
  const inner =
    'all' in condition ? condition.all : 'any' in condition ? condition.any : 'not' in condition ? [condition.not] : [];
  return [{ of: condition, depth }, ...inner.flatMap((one) => conditionsOf(one, depth + 1))];
}

/** Whether a condition is small enough to be judged in a bounded time. */
export function isBounded(condition: Condition): boolean {
  const all = conditionsOf(condition);
  return all.length <= MAX_CONDITIONS && all.every(({ depth }) => depth <= MAX_DEPTH);
}
