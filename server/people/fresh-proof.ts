import { STEP_UP_LASTS_MS } from '../access/judge.ts';
import type { Principal } from '../access/principal.ts';

/** Whoever finds a console unattended must not be able to make themselves a key to it. */
export function isFreshlyProved({ steppedUpAt }: Principal, now: number): boolean {
  return steppedUpAt !== null && steppedUpAt <= now && now - steppedUpAt < STEP_UP_LASTS_MS;
}
