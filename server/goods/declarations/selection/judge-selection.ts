/** Judges a declaration by a set of selection rules, in the front: only ids of rules leave it. Pure. */
import { z } from 'zod';
import { sha256HexSchema, slugSchema } from '../../../contract/field.ts';
import { judgeCondition } from '../../../contract/rules/judge-condition.ts';
import type { Facts } from '../../../contract/rules/rule-set.ts';
import { isOnDay, type SelectionRule, type SelectionSet } from '../../../contract/rules/selection-set.ts';
import type { Declaration } from '../form/declaration.ts';
import { type FactContext, factsOfDeclaration, factsOfItem, neededFacts } from './selection-facts.ts';

const MAX_HELD = 64;
const ids = z
  .array(slugSchema)
  .max(MAX_HELD)
  .refine((some) => new Set(some).size === some.length, 'must name each rule once')
  .readonly();

/** The rules that hold for a declaration: closed words of a set that two people signed. */
export const selectedSchema = z.strictObject({
  /** SHA-256 of the set, hex. */
  set: sha256HexSchema,
  /** Ids of rules in force. */
  held: ids,
  /** Ids of rules in trial. */
  trial: ids,
});
export type Selected = z.infer<typeof selectedSchema>;

/** @param today `YYYY-MM-DD`, UTC */
export function judgeSelection(
  set: SelectionSet,
  declaration: Declaration,
  context: Omit<FactContext, 'currency'> & { readonly today: string },
): Omit<Selected, 'set'> {
  const rules = set.rules.filter((rule) => isOnDay(set, rule, context.today));
  if (rules.length === 0) return { held: [], trial: [] };
  const needed = neededFacts(set);
  const about = { ...context, currency: set.currency };
  const shared = factsOfDeclaration(declaration, needed, about);
  const held = new Set<SelectionRule>();
  const goods = declaration.goods ?? [];
  for (const item of goods.length === 0 ? [undefined] : goods) {
    const facts: Facts = item === undefined ? shared : { ...shared, ...factsOfItem(declaration, item, needed, about) };
    // A rule that is not certain does not hold
    for (const rule of rules) if (!held.has(rule) && judgeCondition(rule.when, facts) === true) held.add(rule);
    if (held.size === rules.length) break;
  }
  const idsIn = (state: SelectionRule['state']) =>
    rules.filter((rule) => held.has(rule) && rule.state === state).map(({ id }) => id);
  return { held: idsIn('in-force'), trial: idsIn('trial') };
}
