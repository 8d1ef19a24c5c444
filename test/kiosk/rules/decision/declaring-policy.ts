/** A policy that asks what travellers declare, and answers to it. */
import type { DeclarationAnswer } from '../../../../server/contract/rules/answer.ts';
import { EU_ARRIVALS } from '../../../../server/contract/rules/questions.ts';
import { DEVELOPMENT_POLICY, type Policy } from '../../../../kiosk/rules/decision/policy.ts';

export const DECLARING: Policy = {
  ...DEVELOPMENT_POLICY,
  requiredChecks: [...DEVELOPMENT_POLICY.requiredChecks, 'declaration'],
  declaration: { rules: EU_ARRIVALS, redChannel: { kind: 'customs-desk', desk: 'C1' } },
};

export const WITH_RED_LANE: Policy = {
  ...DECLARING,
  declaration: { rules: EU_ARRIVALS, redChannel: { kind: 'red-lane' } },
};

export const NOTHING: DeclarationAnswer = { rules: EU_ARRIVALS.id, goods: [] };
export const SAUSAGES_FOR_SALE: DeclarationAnswer = { rules: EU_ARRIVALS.id, goods: [{ goods: 'commercial' }] };
