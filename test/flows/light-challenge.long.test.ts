/**
 * A lane whose policy requires the light challenge, from the board to the report. test/kiosk/biometrics/face/simulated-light.test.ts
 * tests the recognition of people.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KioskEvent } from '../../kiosk/platform/base/events.ts';
import { DEVELOPMENT_POLICY, type Policy } from '../../kiosk/rules/decision/policy.ts';
import { LIGHT_SHARES, setLaneClockShares } from './lane-clock.ts';
import { type LaneUnderTest, laneConfig, only, SPECIMEN, startLaneUnderTest } from './lane-under-test.ts';

const NO_SERVER = { url: 'http://127.0.0.1:9', key: new Uint8Array(32) };
const POLICY: Policy = {
  ...DEVELOPMENT_POLICY,
  id: 'light-1',
  requiredChecks: [...DEVELOPMENT_POLICY.requiredChecks, 'presentation-attack-light-challenge'],
  observedChecks: [],
  withoutLights: 'refer',
};
const ALPHA = SPECIMEN('alpha');
const folder = mkdtempSync(join(tmpdir(), 'postern-light-'));
let lane: LaneUnderTest;

beforeAll(async () => {
  setLaneClockShares(LIGHT_SHARES);
  const policyFile = join(folder, 'policy.json');
  const config = laneConfig(folder, NO_SERVER);
  writeFileSync(policyFile, JSON.stringify(POLICY));
  lane = await startLaneUnderTest({ ...config, policyFile }, { isHurried: false });
});
afterAll(async () => {
  await lane?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('lane with the light challenge', () => {
  test('measures its light before the first traveller', () => {
    expect(lane.events.some(({ event }) => event === 'light-calibrated')).toBe(true);
  });

  test.each([
    ['a printed picture', 'flat-picture', ['light-of-a-plane', 'light-not-returned', 'light-undecidable']],
    ['a film on a tablet that turns on request', 'replay', ['light-not-returned', 'light-undecidable']],
  ] as const)('refers %s, without a comparison', async (_attack, kind, reasons) => {
    const traveller = { scene: { subject: { kind, specimen: ALPHA } }, document: { holder: ALPHA } };
    let report: KioskEvent & { event: 'match-reported' };
    do {
      await expect.poll(() => lane.kiosk.lane.view().phase, { timeout: 240_000 }).toBe('idle');
      report = only(await lane.send(traveller), 'match-reported');
      // The lane says so where others use the computer and it is too slow to judge
    } while (report.reasons[0] === 'device-fault');
    expect(report.outcome).toBe('referred');
    expect(reasons).toContain(report.reasons[0]);
  });

  test('refers a traveller who declines the light', async () => {
    const sent = lane.send({ scene: { subject: { kind: 'person', specimen: ALPHA } }, document: { holder: ALPHA } });
    for (let { phase } = await lane.next('phase'); phase !== 'notice'; { phase } = await lane.next('phase'));
    lane.kiosk.screen.touch('without-lights');
    const report = only(await sent, 'match-reported');
    expect(report).toMatchObject({ outcome: 'referred', reasons: ['traveller-chose-no-lights'] });
  });
});
