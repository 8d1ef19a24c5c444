import type { Clock } from '../../../hardware/host/clock.ts';
import { isOpenAt } from '../../../server/contract/eligibility.ts';
import type { Policy } from '../../rules/decision/policy.ts';
import type { LaneRunner } from './runner.ts';

const LOOK_EVERY_MS = 10_000;

/**
 * Closes the lane outside the opening hours that its policy requires, and opens it again. A traveller who has begun is served to the end
 * or referred by the check `opening-hours`.
 */
export function keepOpeningHours(lane: Pick<LaneRunner, 'dispatch'>, policy: () => Policy, clock: Clock): () => void {
  let told: 'open' | 'closed' = 'open';
  let cancel: () => void = () => undefined;
  const look = (): void => {
    const hours = isOpen(policy(), clock.wallMs()) ? 'open' : 'closed';
    if (hours !== told) lane.dispatch({ kind: 'hours-changed', hours });
    told = hours;
    cancel = clock.after(LOOK_EVERY_MS, look);
  };
  look();
  return () => cancel();
}

function isOpen({ eligibility, requiredChecks }: Policy, wallMs: number): boolean {
  return eligibility === undefined || !requiredChecks.includes('opening-hours') || isOpenAt(eligibility, wallMs);
}
