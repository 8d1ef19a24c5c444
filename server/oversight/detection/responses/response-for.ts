/** The response that a rule names. Pure. */
import type { Finding } from '../engine/finding.ts';
import type { EntityKind } from '../rules/entity.ts';
import type { RuleId } from '../rules/rule-ids.ts';
import { RESPONSE_KINDS, type ResponseKind } from './vocabulary.ts';

const ABOUT: { readonly [Kind in ResponseKind]: EntityKind } = {
  'end-sessions': 'person',
  'require-step-up': 'person',
  'pause-grants': 'person',
  'pause-key': 'trader',
  'take-lane-out-of-service': 'lane',
};

/** Rules whose next step is an inquiry, and which name a response as well. */
const ALSO: { readonly [Rule in RuleId]?: ResponseKind } = {
  'viewings-too-many': 'pause-grants',
  'views-of-others': 'pause-grants',
  'views-of-others-beyond-peers': 'pause-grants',
  'acts-in-hour': 'require-step-up',
  'acts-at-unusual-time': 'require-step-up',
  'acts-refused-often': 'require-step-up',
};

/** `undefined`: the rule names none, or its subject is not of the kind that the response is about. */
export function responseFor({
  rule,
  nextStep,
  entity,
}: Pick<Finding, 'rule' | 'nextStep' | 'entity'>): ResponseKind | undefined {
  const kind = RESPONSE_KINDS.find((one) => one === nextStep) ?? ALSO[rule];
  return kind !== undefined && ABOUT[kind] === entity.kind ? kind : undefined;
}
