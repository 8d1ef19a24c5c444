/** Judges the same answers by the customs questions of a candidate policy. Pure. */
import type { DeclarationAnswer } from '../../../server/contract/rules/answer.ts';
import type { Rates } from '../../../server/contract/rules/exchange.ts';
import type { DeclarationRules } from '../../../server/contract/rules/questions.ts';
import { answerBeside } from './answer-beside.ts';
import type { Declarant } from './declarant.ts';
import { type DeclarationVerdict, judgeDeclaration } from './judge-declaration.ts';

export interface QuestionsBeside {
  /** Digest of the policy. */
  readonly policy: string;
  readonly rules: DeclarationRules;
  /** Exchange rates that it allows now. */
  readonly rates?: Rates | undefined;
}

/** @returns `undefined` when the traveller might have answered these questions differently */
export function judgeDeclarationBeside(
  { rules, rates }: QuestionsBeside,
  inUse: DeclarationRules,
  answer: DeclarationAnswer,
  declarant: Declarant | undefined,
): DeclarationVerdict | undefined {
  const same = answerBeside(answer, inUse, rules);
  return same && judgeDeclaration(rules, same, declarant, rates);
}
