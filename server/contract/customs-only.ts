import type { ReasonCode } from './vocabulary.ts';

/**
 * Whether a traveller was referred because of goods and of nothing else: who they are is settled, so there is no doubt that a picture could
 * help with, and the lane keeps none.
 */
export function isCustomsOnly(reasons: readonly ReasonCode[]): boolean {
  return reasons.length === 1 && reasons[0] === 'goods-declared';
}
