/** A policy that asks what travellers declare, and answers to it. */
import type { DeclarationAnswer } from '../../../kiosk/declaration/judge-declaration.ts';
import { EU_ARRIVALS } from '../../../kiosk/declaration/rules.ts';
import type { Policy } from '../../../kiosk/decision/policy.ts';
import { DEMONSTRATION_POLICY } from '../../../kiosk/dock/demonstration-policy.ts';

export const DECLARING: Policy = DEMONSTRATION_POLICY;

export const WITH_RED_LANE: Policy = {
  ...DECLARING,
  declaration: { rules: EU_ARRIVALS, redChannel: { kind: 'red-lane' } },
};

export const NOTHING: DeclarationAnswer = { rules: EU_ARRIVALS.id, goods: [] };
export const SAUSAGES_FOR_SALE: DeclarationAnswer = { rules: EU_ARRIVALS.id, goods: [{ goods: 'commercial' }] };
