/**
 * The decision policy of a lane that takes it from the signed channel: a new version takes effect with the next traveller, without a restart.
 * A policy that needs parts which this start did not open, such as the fingerprint scanner, waits for the next start.
 */
import {
  asksForDeclaration,
  asksForFingers,
  asksForRegisteredFaces,
  dutyOf,
  type Policy,
  policyDigest,
} from '../../rules/decision/policy.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { ReleasedTargets } from '../../fleet/releases/released-target.ts';

export interface LivePolicy {
  /** The policy for a traveller who arrives now. */
  now(): Policy;
  /** Calls `listener` after each change. */
  onChange(listener: () => void): void;
}

export interface LivePolicyOptions {
  /** The policy at the start; the lane has opened its parts. */
  readonly initial: Policy;
  readonly targets: ReleasedTargets;
  /** Reads the policy that is released now. Throws when there is none that is in force. */
  readonly read: () => Policy;
  readonly log: LogEvent;
}

/** The returned function ends it. */
export function followPolicy({ initial, targets, read, log }: LivePolicyOptions): LivePolicy & { close(): void } {
  const opened = partsOf(initial);
  const listeners = new Set<() => void>();
  let current = initial;
  let last = policyDigest(initial);
  const take = (): void => {
    let next: Policy;
    try {
      next = read();
    } catch {
      // The policy in use stays; the status of the channel reports the release
      return;
    }
    const digest = policyDigest(next);
    if (digest === last) return;
    last = digest;
    const isOpened = partsOf(next) === opened;
    log({ event: 'policy', digest, state: isOpened ? 'in-use' : 'waits-for-start' });
    if (!isOpened) return;
    current = next;
    for (const listener of listeners) listener();
  };
  const close = targets.follow('decision-policy', take);
  return {
    now: () => current,
    onChange: (listener) => void listeners.add(listener),
    close,
  };
}

export function fixedPolicy(policy: Policy): LivePolicy {
  return { now: () => policy, onChange: () => undefined };
}

/** The parts of the lane and of its screen that depend on the policy at the start. */
function partsOf(policy: Policy): string {
  const usesLights = dutyOf(policy, 'presentation-attack-light-challenge') !== 'skipped';
  return [asksForFingers(policy), asksForDeclaration(policy), asksForRegisteredFaces(policy), usesLights].join();
}
