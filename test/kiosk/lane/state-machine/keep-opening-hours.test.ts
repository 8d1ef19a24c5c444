import { describe, expect, onTestFinished, test } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { DEVELOPMENT_POLICY, type Policy, policySchema } from '../../../../kiosk/rules/decision/policy.ts';
import { keepOpeningHours } from '../../../../kiosk/lane/state-machine/keep-opening-hours.ts';
import type { LaneEvent } from '../../../../kiosk/lane/state-machine/lane.ts';

const MINUTE_MS = 60_000;
const policyWith = (changes: object): Policy =>
  policySchema.parse({
    ...DEVELOPMENT_POLICY,
    requiredChecks: [...DEVELOPMENT_POLICY.requiredChecks, 'opening-hours'],
    eligibility: {
      version: 1,
      timeZone: 'UTC',
      openingHours: { weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '06:00', to: '22:00' }] },
      groups: [{ id: 'all' }],
    },
    ...changes,
  });

/** The changes of hours that a lane under `policy` receives: at its start at `from`, and in each number of minutes after it. */
async function hear(policy: Policy, from: string, ...minutes: readonly number[]): Promise<string[][]> {
  const clock = turnedClock(Date.parse(from));
  const heard: LaneEvent[] = [];
  onTestFinished(keepOpeningHours({ dispatch: (event) => void heard.push(event) }, () => policy, clock));
  const taken = (): string[] =>
    heard.splice(0).map((event) => (event.kind === 'hours-changed' ? event.hours : event.kind));
  const all = [taken()];
  for (const passing of minutes) {
    await clock.advance(passing * MINUTE_MS);
    all.push(taken());
  }
  return all;
}

describe('a lane with opening hours', () => {
  test('is closed at its start outside them, and opens and closes with them, once each', async () => {
    expect(await hear(policyWith({}), '2026-11-28T05:58:00Z', 1, 2, 60, 15 * 60, 60)).toEqual([
      ['closed'],
      [],
      ['open'],
      [],
      ['closed'],
      [],
    ]);
  });

  test('stays open when its policy only observes them, or has none', async () => {
    const observed = policyWith({
      requiredChecks: DEVELOPMENT_POLICY.requiredChecks,
      observedChecks: ['opening-hours'],
    });
    expect(await hear(observed, '2026-11-28T03:00:00Z', 60)).toEqual([[], []]);
    expect(await hear(DEVELOPMENT_POLICY, '2026-11-28T03:00:00Z', 60)).toEqual([[], []]);
  });

  test('hears nothing after the kiosk has stopped', async () => {
    const clock = turnedClock(Date.parse('2026-11-28T21:59:00Z'));
    const heard: LaneEvent[] = [];
    keepOpeningHours({ dispatch: (event) => void heard.push(event) }, () => policyWith({}), clock)();
    await clock.advance(5 * MINUTE_MS);
    expect(heard).toEqual([]);
    expect(clock.pending()).toBe(0);
  });
});
