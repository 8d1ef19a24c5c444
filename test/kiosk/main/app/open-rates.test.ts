import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { openRates } from '../../../../kiosk/main/app/open-rates.ts';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import type { Policy } from '../../../../kiosk/rules/decision/policy.ts';
import type { ReleaseChannel } from '../../../../kiosk/fleet/releases/release-channel.ts';
import type { ReleasedTarget } from '../../../../kiosk/fleet/releases/released-target.ts';
import { canonicalJson } from '../../../../server/contract/canonical-json.ts';
import { DECLARING } from '../../rules/decision/declaring-policy.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const DAY = 86_400_000;

it('exchange rates: the newest released table is used, and its age is logged when it passes a limit', async () => {
  const clock = turnedClock();
  const events: KioskEvent[] = [];
  const table = {
    version: 1,
    day: new Date(clock.wallMs()).toISOString().slice(0, 10),
    base: 'EUR',
    rates: { USD: '1.0843' },
  };
  const file = join(temporaryFolder(), 'rates');
  writeFileSync(file, canonicalJson(table));
  const other = join(temporaryFolder(), 'no-rates');
  writeFileSync(other, '{}');
  let held: readonly Pick<ReleasedTarget, 'name' | 'file'>[] = [];
  let changed = (): void => undefined;
  const targets = {
    of: () => held,
    follow: (_kind: string, listener: () => void) => {
      changed = listener;
      return () => undefined;
    },
  };
  const { declaration } = DECLARING;
  if (declaration === undefined) throw new Error('the policy asks');
  const exchange = { currencies: ['USD'], warnAfterMs: 2 * DAY, customsAfterMs: 4 * DAY };
  const policy: Policy = { ...DECLARING, declaration: { ...declaration, rules: { ...declaration.rules, exchange } } };
  const rates = openRates(
    { clock, log: (event) => void events.push(event), opened: { push: () => undefined } as never },
    {
      releases: { targets } as unknown as ReleaseChannel,
      livePolicy: { now: () => policy, onChange: () => undefined },
    },
  );
  const states = () => events.map((event) => event.event === 'exchange-rates' && [event.state, event.days]);
  expect(rates()).toBeUndefined();
  expect(states()).toEqual([['missing', undefined]]);
  held = [{ name: 'daily', file }];
  changed();
  expect(rates()).toEqual(table);
  await clock.advance(3 * DAY);
  await clock.advance(2 * DAY);
  expect(states().slice(1)).toEqual([
    ['current', 0],
    ['ageing', expect.any(Number)],
    ['stale', expect.any(Number)],
  ]);
  // However old: the lane compares it with the policy
  expect(rates()).toEqual(table);
  held = [{ name: 'daily', file: other }];
  changed();
  expect(rates()).toBeUndefined();
});
