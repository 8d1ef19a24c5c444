import type { ReasonCode } from './vocabulary.ts';

/**
 * Whether goods are the only reason for the referral. The traveller's identity is then not in doubt, so the lane keeps no capture.
 */
export function isCustomsOnly(reasons: readonly ReasonCode[]): boolean {
  return reasons.length === 1 && reasons[0] === 'goods-declared';
}
