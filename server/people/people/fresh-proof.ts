import { mustProve, STEP_UP_LASTS_MS } from '../../platform/access/judge.ts';
import type { Principal } from '../../platform/access/principal.ts';

/** A person who finds an unattended console must not be able to add a key. */
export function isFreshlyProved(principal: Principal, now: number): boolean {
  const { steppedUpAt } = principal;
  if (mustProve(principal, now)) return false;
  return steppedUpAt !== null && steppedUpAt <= now && now - steppedUpAt < STEP_UP_LASTS_MS;
}
