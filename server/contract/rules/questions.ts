/**
 * Rules of the declaration: the questions to travellers, and the amounts that require customs. Versioned data, part of the
 * policy and of its digest. An operator writes them according to national law.
 */
import { z } from 'zod';
import { canonicalDigest } from '../canonical-digest.ts';
import { slugSchema } from '../field.ts';
import { GOODS } from './goods.ts';
import { loadRules } from './load-rules.ts';
import { ruleSetSchema } from './rule-set.ts';
import { timeZoneSchema } from '../time-zone.ts';

/** Units of amounts. `minor`: minor units of the rules' currency. */
const UNITS = ['minor', 'pieces', 'millilitres', 'grams'] as const;

const LARGEST_AMOUNT = 1_000_000_000;
const amount = z.int().min(1).max(LARGEST_AMOUNT);

const counted = {
  goods: z.enum(GOODS),
  unit: z.enum(UNITS),
  /** Step of one button press. */
  step: amount,
  /** Largest amount that can be entered; more makes no difference. */
  most: amount,
} as const;
export const goodsRuleSchema = z.discriminatedUnion('red', [
  /** Any amount is for customs. */
  z.strictObject({ goods: z.enum(GOODS), red: z.literal('any') }),
  /** Whether the limit itself is for customs. */
  z.strictObject({ ...counted, red: z.enum(['from', 'above']), limit: amount }),
  /** The amount is asked for, and `law` judges it. */
  z.strictObject({ ...counted, red: z.literal('by-law') }),
]);
export type GoodsRule = z.infer<typeof goodsRuleSchema>;

/** Rules that depend on several goods, on the holder's age and on the lane. */
const lawSchema = z.strictObject({
  rules: ruleSetSchema,
  /** How the travellers of this lane arrive: the fact `transport`. */
  transport: z.enum(['air', 'sea', 'road', 'rail']),
  /** In which the holder's age and the day of the rules are taken. */
  timeZone: timeZoneSchema,
});

/** The facts that a lane has besides the goods. */
const LANE_FACTS: readonly string[] = ['age', 'transport'];

function lawFaults({
  currency,
  goods,
  law,
}: { readonly currency: string; readonly goods: readonly GoodsRule[] } & {
  readonly law?: z.infer<typeof lawSchema> | undefined;
}): string[] {
  if (law === undefined) {
    return goods.some(({ red }) => red === 'by-law') ? ['is needed by goods that are red by-law'] : [];
  }
  const loaded = loadRules(law.rules);
  if (loaded.kind === 'refused') return loaded.faults.map(({ rule, why }) => `${rule ?? law.rules.id}: ${why}`);
  const { facts } = loaded.set;
  const asked = new Map<string, GoodsRule>(goods.map((rule) => [rule.goods, rule]));
  return [
    ...(loaded.set.currency === currency ? [] : [`must count in ${currency}`]),
    ...Object.entries(facts).flatMap(([name, fact]) => {
      if (LANE_FACTS.includes(name)) return [];
      const rule = asked.get(name);
      if (rule === undefined) return [`the lane does not ask for ${name}`];
      if (rule.red === 'any') return fact.kind === 'flag' ? [] : [`${name} has no amount`];
      return fact.kind === 'amount' && fact.unit === rule.unit ? [] : [`${name} must be counted in ${rule.unit}`];
    }),
    ...goods
      .filter(({ red, goods: name }) => red === 'by-law' && facts[name] === undefined)
      .map(({ goods: name }) => `no fact ${name}`),
  ];
}

const DAY_MS = 86_400_000;
const ratesAge = z
  .int()
  .min(DAY_MS)
  .max(31 * DAY_MS);

/** Currencies besides that of the rules. Banks publish no rates on weekends and holidays: a table is in use for up to six days. */
const exchangeSchema = z
  .strictObject({
    /** ISO 4217. */
    currencies: z
      .array(z.string().regex(/^[A-Z]{3}$/))
      .min(1)
      .max(5)
      .refine((names) => new Set(names).size === names.length, 'must name each currency once'),
    /** With a table whose day began longer ago, people are warned, ms. */
    warnAfterMs: ratesAge,
    /** With a table whose day began longer ago, or none, amounts in other currencies are for customs, ms. */
    customsAfterMs: ratesAge,
  })
  .refine(({ warnAfterMs, customsAfterMs }) => warnAfterMs <= customsAfterMs, {
    path: ['warnAfterMs'],
    message: 'must be at most customsAfterMs',
  });

export const declarationRulesSchema = z
  .strictObject({
    version: z.literal(1),
    /** Id of the rules in reports. */
    id: slugSchema,
    /** ISO 4217, with two decimal places. */
    currency: z.string().regex(/^[A-Z]{3}$/),
    goods: z.array(goodsRuleSchema).min(1).max(GOODS.length),
    law: lawSchema.optional(),
    /** Travellers can state amounts of money in one of these currencies. Absent: in that of the rules only. */
    exchange: exchangeSchema.exactOptional(),
  })
  .superRefine((rules, context) => {
    const { goods } = rules;
    if (new Set(goods.map((rule) => rule.goods)).size !== goods.length) {
      context.addIssue({ code: 'custom', path: ['goods'], message: 'must name each kind of goods once' });
    }
    goods.forEach((rule, index) => {
      if (rule.red !== 'any' && (('limit' in rule && rule.most <= rule.limit) || rule.step > rule.most)) {
        context.addIssue({
          code: 'custom',
          path: ['goods', index, 'most'],
          message: 'must be more than limit and step',
        });
      }
    });
    if (rules.exchange?.currencies.includes(rules.currency) === true) {
      context.addIssue({
        code: 'custom',
        path: ['exchange', 'currencies'],
        message: 'must not contain the currency of the rules',
      });
    }
    for (const message of lawFaults(rules)) context.addIssue({ code: 'custom', path: ['law'], message });
  });
export type DeclarationRules = z.infer<typeof declarationRulesSchema>;

/** SHA-256 of the canonical form, hex. */
export function rulesDigest(rules: DeclarationRules): string {
  return canonicalDigest(rules);
}

/**
 * Arrivals in the Union by air or sea: cash by Regulation (EU) 2018/1672 art. 3, allowances by Directive 2007/74/EC art. 7
 * to 9. An example, not the law: operators write their own.
 */
export const EU_ARRIVALS: DeclarationRules = {
  version: 1,
  id: 'eu-arrivals-1',
  currency: 'EUR',
  goods: [
    { goods: 'currency', red: 'from', limit: 1_000_000, unit: 'minor', step: 100_000, most: 100_000_000 },
    { goods: 'restricted', red: 'any' },
    { goods: 'commercial', red: 'any' },
    { goods: 'cigarettes', red: 'above', limit: 200, unit: 'pieces', step: 20, most: 10_000 },
    { goods: 'spirits', red: 'above', limit: 1_000, unit: 'millilitres', step: 500, most: 100_000 },
    { goods: 'other-goods', red: 'above', limit: 43_000, unit: 'minor', step: 1_000, most: 10_000_000 },
  ],
};
