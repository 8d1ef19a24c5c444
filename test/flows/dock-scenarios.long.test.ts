/** Every scenario of the dock against a real lane, through the page's own requests: the actual result must be the expected one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMONSTRATION_POLICY } from '../../kiosk/dock/demonstration-policy.ts';
import { createDock } from '../../kiosk/dock/dock.ts';
import type { DockView } from '../../kiosk/dock/ui/model/dock-view.ts';
import { travellerOf } from '../../kiosk/dock/ui/model/draft.ts';
import { standingOf } from '../../kiosk/dock/ui/model/lane-standing.ts';
import { resultOf, type ScenarioRun } from '../../kiosk/dock/ui/model/scenario-result.ts';
import { draftFor, type Scenario, SCENARIOS } from '../../kiosk/dock/ui/model/scenarios.ts';
import { type LaneUnderTest, laneConfig, NO_SERVER, startLaneUnderTest } from './lane-under-test.ts';

const MAX_MS = 280_000;
const folder = mkdtempSync(join(tmpdir(), 'postern-flow-'));
let lane: LaneUnderTest;

beforeAll(async () => {
  const policyFile = join(folder, 'policy.json');
  writeFileSync(policyFile, JSON.stringify(DEMONSTRATION_POLICY));
  const config = { ...laneConfig(folder, NO_SERVER), policyFile };
  lane = await startLaneUnderTest(config, { developmentPage: createDock, isHurried: false });
});
afterAll(async () => {
  await lane.close();
  rmSync(folder, { recursive: true, force: true });
});

const view = async (): Promise<DockView> =>
  (await (await fetch(`${lane.kiosk.url}/dock/api/state`)).json()) as DockView;

/** Resolves to the state directly after the act. */
async function act(path: string, body: unknown): Promise<DockView> {
  const response = await fetch(`${lane.kiosk.url}/dock/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as DockView;
}

const rests = () => expect.poll(() => lane.kiosk.lane.view().phase, { timeout: MAX_MS, interval: 50 }).toBe('idle');

/** As the page plays a scenario with one click. */
async function play(scenario: Scenario): Promise<ScenarioRun> {
  await act('faults/clear', {});
  await rests();
  const { specimens, outbox } = await view();
  for (const fault of scenario.faults ?? []) await act('fault', fault);
  if (scenario.traveller !== undefined) await act('traveller', travellerOf(draftFor(scenario, specimens, 'alpha')));
  return { scenario, afterSequence: outbox.lastSequence, stage: { kind: 'playing' } };
}

describe('a scenario of the dock', () => {
  test.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))(
    '%s ends as the page expects',
    { timeout: 2 * MAX_MS },
    async (_id, scenario) => {
      const run = await play(scenario);
      const result = async () => resultOf(run, await view());
      await expect.poll(async () => (await result()).verdict, { timeout: MAX_MS, interval: 200 }).not.toBe('running');
      expect(await result()).toMatchObject({
        verdict: scenario.isLightAttack === true ? 'attack-cleared' : 'as-expected',
      });
    },
  );

  test('slow-lane closes the lane, which returns when the camera is fast again', {
    timeout: 2 * MAX_MS,
  }, async () => {
    const closes = expect.poll(() => lane.kiosk.lane.view().phase, { timeout: MAX_MS, interval: 50 });
    await play(SCENARIOS.find(({ id }) => id === 'slow-lane') as Scenario);
    await closes.toBe('out-of-service');
    expect(lane.events).toContainEqual({ event: 'fault', fault: 'frame-rate', raised: true });
    const sentenceOf = (shown: DockView) => standingOf(shown.lane.phase, shown).sentence;
    const slow = String.raw`^Too slow: \d+(\.\d)? pictures? a second\. `;
    expect(sentenceOf(await view())).toMatch(new RegExp(`${slow}The dock slows the camera`));
    expect(sentenceOf(await act('faults/clear', {}))).toMatch(new RegExp(`${slow}Close other programs`));
    expect((await act('pace/test', {})).pace.isTesting).toBe(true);
    await rests();
    expect(lane.events).toContainEqual({ event: 'fault', fault: 'frame-rate', raised: false });
    expect(sentenceOf(await view())).toBe('The lane waits for a traveller.');
  });
});
