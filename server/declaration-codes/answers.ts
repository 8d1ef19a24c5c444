import { z } from 'zod';
import { type Answer, wallMs } from '../base/answer.ts';
import { goodsRuleSchema } from '../contract/rules/questions.ts';

/** The questions that travellers answer before they arrive. The law that judges the answers is not part of it. */
export const travellerQuestionsSchema = z.strictObject({
  id: z.string(),
  currency: z.string(),
  goods: z.array(goodsRuleSchema),
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
