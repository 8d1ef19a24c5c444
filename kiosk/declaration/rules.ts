/**
 * What travellers are asked to declare, and how much of it needs customs: data, versioned, part of the policy and so of its digest. Written
 * after the law of the border; nothing of it is code.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalJson } from '../../server/contract/canonical-json.ts';
import { slugSchema } from '../../server/contract/field.ts';

/** Every kind of goods that a screen has words for. */
export const GOODS = ['currency', 'restricted', 'commercial', 'cigarettes', 'spirits', 'wine', 'other-goods'] as const;
export type Goods = (typeof GOODS)[number];

/** What an amount counts. `minor`: minor units of the rules' currency. */
const UNITS = ['minor', 'pieces', 'millilitres'] as const;

const LARGEST_AMOUNT = 1_000_000_000;
const amount = z.int().min(1).max(LARGEST_AMOUNT);

const goodsRuleSchema = z.discriminatedUnion('red', [
  /** Any of it is for customs. */
  z.strictObject({ goods: z.enum(GOODS), red: z.literal('any') }),
  z.strictObject({
    goods: z.enum(GOODS),
    /** Whether the limit itself is for customs. */
    red: z.enum(['from', 'above']),
    limit: amount,
    unit: z.enum(UNITS),
    /** What one press of a button adds. */
    step: amount,
    /** More cannot be said here: it makes no difference. */
    most: amount,
  }),
]);
export type GoodsRule = z.infer<typeof goodsRuleSchema>;

export const declarationRulesSchema = z
  .strictObject({
    version: z.literal(1),
    /** Which rules these are, as reports name them. */
    id: slugSchema,
    /** ISO 4217, with two decimal places. */
    currency: z.string().regex(/^[A-Z]{3}$/),
    goods: z.array(goodsRuleSchema).min(1).max(GOODS.length),
  })
  .superRefine(({ goods }, context) => {
    if (new Set(goods.map((rule) => rule.goods)).size !== goods.length) {
      context.addIssue({ code: 'custom', path: ['goods'], message: 'must name each kind of goods once' });
    }
    goods.forEach((rule, index) => {
      if (rule.red !== 'any' && (rule.most <= rule.limit || rule.step > rule.most)) {
        context.addIssue({
          code: 'custom',
          path: ['goods', index, 'most'],
          message: 'must be more than limit and step',
        });
      }
    });
  });
export type DeclarationRules = z.infer<typeof declarationRulesSchema>;

/** SHA-256 of the canonical form, hex. */
export function rulesDigest(rules: DeclarationRules): string {
  return bytesToHex(sha256(canonicalJson(rules)));
}

/**
 * Arrivals in the Union by air or sea: cash by Regulation (EU) 2018/1672 art. 3, allowances by Directive 2007/74/EC art. 7 to 9. An example of
 * rules, not the law: an operator brings their own.
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
