import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { goodsRuleSchema } from '../../contract/rules/questions.ts';

/** The questions that travellers answer before they arrive. The law that judges the answers is not part of it. */
export const travellerQuestionsSchema = z.strictObject({
  id: z.string(),
  currency: z.string(),
  goods: z.array(goodsRuleSchema),
  /** Other currencies in which amounts can be entered. Absent: none, or the server has no table of exchange rates that the rules allow. */
  exchange: z
    .strictObject({
      currencies: z.array(z.string()),
      /** The day of the rates. */
      day: z.string(),
      base: z.string(),
      /** How much one unit of `base` buys, as decimal texts. */
      rates: z.record(z.string(), z.string()),
    })
    .optional(),
});
export type TravellerQuestions = Answer<typeof travellerQuestionsSchema>;

export const declarationPermitSchema = z.strictObject({
  /** base64url: `server/contract/declaration-code.ts`. */
  permit: z.string(),
  /** The server's, base64url. */
  signature: z.string(),
  /** From then on lanes do not accept the code. */
  endsAt: wallMs,
});
export type DeclarationPermit = Answer<typeof declarationPermitSchema>;
