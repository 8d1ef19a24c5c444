import { asksForFingers, type Policy } from '../../rules/decision/policy.ts';
import { unprovenFace } from '../../biometrics/face/proven-policy.ts';
import { unprovenFingers } from '../../biometrics/finger/proven-policy.ts';

/** Why no comparison can pass a policy; empty when the calibrations prove its rates. A lane does not start with an unproven policy. */
export function unprovenIn(policy: Policy): string[] {
  const faults = [unprovenFace(policy), asksForFingers(policy) ? unprovenFingers(policy) : undefined];
  return faults.filter((fault) => fault !== undefined);
}
