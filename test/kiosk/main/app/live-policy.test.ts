import { expect, it } from 'vitest';
import { followPolicy } from '../../../../kiosk/main/app/live-policy.ts';
import { DEVELOPMENT_POLICY, type Policy, policyDigest } from '../../../../kiosk/rules/decision/policy.ts';
import type { ReleasedTarget } from '../../../../kiosk/fleet/releases/released-target.ts';
import { TargetBoard } from '../../../../kiosk/fleet/releases/target-board.ts';

const target = (version: number): ReleasedTarget => ({
  ...{ kind: 'decision-policy', name: 'main', version, digest: String(version).padStart(64, '0'), lengthBytes: 1 },
  ...{ file: '/f', fetchedAtMs: 0, expiresAtMs: 9 },
});

function followed(initial = DEVELOPMENT_POLICY) {
  const board = new TargetBoard();
  const events: unknown[] = [];
  let released: Policy | undefined = initial;
  const policy = followPolicy({
    initial,
    targets: board,
    log: (event) => void events.push(event),
    read() {
      if (released === undefined) throw new Error('there is none');
      return released;
    },
  });
  let version = 1;
  const release = (next: Policy | undefined) => {
    released = next;
    version += 1;
    board.show([target(version)]);
  };
  return { policy, release, events };
}

it('the policy of the channel counts from the next traveller on, and a return to the one before does too', () => {
  const { policy, release, events } = followed();
  const changes: string[] = [];
  policy.onChange(() => changes.push(policy.now().id));
  const next = { ...DEVELOPMENT_POLICY, id: 'second', faceAttempts: 1 };
  release(next);
  expect(policy.now()).toEqual(next);
  release(DEVELOPMENT_POLICY);
  expect(policy.now()).toEqual(DEVELOPMENT_POLICY);
  expect(changes).toEqual(['second', DEVELOPMENT_POLICY.id]);
  expect(events[0]).toEqual({ event: 'policy', digest: policyDigest(next), state: 'in-use' });
});

it('a policy that needs parts which the lane did not open waits for the next start', () => {
  const { policy, release, events } = followed();
  const fingers: Policy = {
    ...DEVELOPMENT_POLICY,
    requiredChecks: [...DEVELOPMENT_POLICY.requiredChecks, 'finger-comparison'],
  };
  release(fingers);
  expect(policy.now()).toEqual(DEVELOPMENT_POLICY);
  expect(events).toEqual([{ event: 'policy', digest: policyDigest(fingers), state: 'waits-for-start' }]);
});

it('a policy that cannot be read, and the end of a subscription, change nothing', () => {
  const { policy, release, events } = followed();
  release(undefined);
  policy.close();
  release({ ...DEVELOPMENT_POLICY, id: 'third' });
  expect(policy.now()).toEqual(DEVELOPMENT_POLICY);
  expect(events).toEqual([]);
});
