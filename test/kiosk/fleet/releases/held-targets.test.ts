import { expect, it } from 'vitest';
import { heldTargets } from '../../../../kiosk/fleet/releases/held-targets.ts';
import type { ReleasedTarget } from '../../../../kiosk/fleet/releases/released-target.ts';
import { MAX_HELD } from '../../../../server/contract/lane-releases.ts';

const target = (kind: ReleasedTarget['kind'], name: string, version = 1): ReleasedTarget => ({
  ...{ kind, name, version, digest: 'a'.repeat(64), lengthBytes: 1, file: '/f', fetchedAtMs: 0, expiresAtMs: 9 },
});
const named = (targets: readonly ReleasedTarget[]) => heldTargets(targets).map(({ kind, name }) => `${kind} ${name}`);

it('held targets: a watchlist is named by its base and its last delta', () => {
  const deltas = Array.from({ length: 30 }, (_, at) => target('watchlist', `stolen.delta.${at + 1}`));
  expect(
    named([...deltas, target('watchlist', 'stolen.base'), target('watchlist', 'lost.base'), target('notice', 'n')]),
  ).toEqual([...['notice n', 'watchlist stolen.base', 'watchlist lost.base', 'watchlist stolen.delta.30']]);
});

it('held targets: names of another form and targets beyond the bound are left out', () => {
  expect(named([target('watchlist', 'stolen'), target('watchlist', 'stolen.delta.421')])).toEqual([]);
  const many = Array.from({ length: MAX_HELD + 5 }, (_, at) => target('trust-list', `master-lists.l${at}`));
  expect(heldTargets(many)).toHaveLength(MAX_HELD);
});
