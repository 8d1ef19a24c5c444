import type { Check } from '../../../server/contract/report.ts';
import type { ReasonCode } from '../../../server/contract/vocabulary.ts';

/** Result of one rule: a check without its name. */
export type Finding = Omit<Check, 'name'>;

export const PASSED: Finding = { result: 'passed' };
/** An earlier check already decided, so this one did not run. */
export const NOT_REACHED: Finding = { result: 'not-run', reason: 'earlier-check-decided' };
export const NOT_AVAILABLE: Finding = { result: 'not-run', reason: 'not-available' };

export function passIf(holds: boolean, reason: ReasonCode): Finding {
  return holds ? PASSED : { result: 'failed', reason };
}

export function inconclusive(reason: ReasonCode): Finding {
  return { result: 'inconclusive', reason };
}
