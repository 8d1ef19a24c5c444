/** Readiness checks of a whole lane on simulated devices, with a whole server: on the page in a browser, in faults, over a stop, in an emergency. */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { issueSpecimenDocument } from '../../hardware/simulation/specimen-document.ts';
import type { KioskConfig } from '../../kiosk/platform/config/config.ts';
import { SOCKET_FILE, type SocketAnswer, type SocketCommand } from '../../kiosk/main/readiness/check-socket.ts';
import type { CheckView } from '../../kiosk/main/readiness/check-view.ts';
import type { ReadinessList } from '../../server/border/readiness/answers.ts';
import { launchHeadlessShell } from '../server/fixtures/chromium.ts';
import { axe } from '../server/fixtures/axe.ts';
import { missingPages } from '../kiosk/ui/fixtures/lane-browser.ts';
import { signIn } from '../support/signed-in.ts';
import { writeFacePolicy } from './flow-policies.ts';
import { laneConfig, laneKey, type LaneUnderTest, SPECIMEN, startLaneUnderTest } from './lane-under-test.ts';
import { enrolLane, type ServerUnderTest, startServerUnderTest } from './server-under-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-check-'));
const PATIENCE = { timeout: 120_000 };
let server: ServerUnderTest;
let lane: LaneUnderTest;
let config: KioskConfig;

beforeAll(async () => {
  const own = laneConfig(folder, { url: 'http://127.0.0.1:9', key: new Uint8Array(32) });
  const serverKey = await enrolLane(join(folder, 'server'), await laneKey(own));
  server = await startServerUnderTest(join(folder, 'server'));
  config = { ...own, serverUrl: new URL(server.server.url), serverKey, policyFile: writeFacePolicy(folder) };
  lane = await startLaneUnderTest(config, { isHurried: false });
  lane.simulation.setScene({ subject: { kind: 'person', specimen: SPECIMEN('alpha') } });
});
afterAll(async () => {
  await lane?.close();
  await server?.server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Sends one command through the lane's socket, as the terminal does. */
function command<Kind extends SocketAnswer['kind']>(
  sent: SocketCommand,
  kind: Kind,
): Promise<SocketAnswer & { kind: Kind }> {
  return new Promise((resolve, reject) => {
    const socket = connect(join(config.dataDir, SOCKET_FILE));
    let held = '';
    socket.setEncoding('utf8');
    socket.once('error', reject);
    socket.on('data', (text: string) => {
      const lines = (held + text).split('\n');
      held = lines.pop() ?? '';
      for (const line of lines) {
        const answer = JSON.parse(line) as SocketAnswer;
        if (answer.kind !== kind) continue;
        socket.destroy();
        resolve(answer as SocketAnswer & { kind: Kind });
      }
    });
    socket.once('connect', () => socket.write(`${JSON.stringify(sent)}\n`));
  });
}

const view = (): CheckView => lane.kiosk.readiness.view('en');
const state = () => lane.kiosk.readiness.checks.state();
const send = (sent: Parameters<typeof lane.kiosk.readiness.checks.command>[0]) =>
  lane.kiosk.readiness.checks.command(sent);
const item = (name: string) => view().items.find((one) => one.name === name);

test('a lane says how it is over its socket', PATIENCE, async () => {
  const { state: said } = await command({ kind: 'state' }, 'state');
  expect(said.devices).toEqual([]);
  expect(said.condition).toMatchObject({ phase: 'idle', undelivered: expect.any(Number) as number });
  await vi.waitFor(async () => {
    expect((await command({ kind: 'state' }, 'state')).state.isServerReached).toBe(true);
  }, PATIENCE);
});

async function typeCode(code: string): Promise<number> {
  const technician = await signIn(server.server.url, 'technician');
  const response = await technician.fetch('/v1/readiness/lane-1/approval', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ code }),
  });
  return response.status;
}

/** Begins a check, tries these guided items and skips the others. */
async function checkAll(tried: readonly string[]): Promise<void> {
  await vi.waitFor(() => expect(view().phase).toBe('none'), PATIENCE);
  expect(send({ kind: 'begin' })).toBe(true);
  await vi.waitFor(() => expect(view().code).toMatch(/^\w{4}-\w{4}$/), PATIENCE);
  await vi.waitFor(async () => expect(await typeCode(view().code ?? '')).toBe(201), PATIENCE);
  await vi.waitFor(() => {
    const { question, phase, items } = view();
    const now = items.find(({ result }) => result === 'running')?.name ?? '';
    if (question !== undefined) {
      send({ kind: 'answer', number: question.number, answer: tried.includes(now) ? 'go' : 'skip' });
    }
    expect(phase).toBe('deciding');
  }, PATIENCE);
}

const last = async () => {
  const technician = await signIn(server.server.url, 'technician');
  return (await technician.json<ReadinessList>('/v1/readiness')).lanes[0];
};

async function presents(): Promise<void> {
  lane.simulation.presentDocument(
    await issueSpecimenDocument(lane.simulation.specimens, { holder: SPECIMEN('alpha') }),
  );
  lane.simulation.setFinger({ kind: 'finger', specimen: SPECIMEN('alpha') });
}

describe('readiness check of a lane', () => {
  test('names each fault with its cause and next step, and keeps the lane out of service', async () => {
    lane.simulation.inject({ device: 'gate', fault: { kind: 'jam' } });
    lane.simulation.inject({ device: 'document-reader', fault: { kind: 'disconnect' } });
    await checkAll(['document-reader', 'gate']);
    expect(lane.kiosk.lane.view().phase).toBe('out-of-service');
    expect(state()).toBe('running');
    expect(item('document-reader')).toMatchObject({
      result: 'failed',
      cause: expect.stringContaining('No answer from the document reader'),
      nextStep: expect.stringContaining('Check its cable'),
    });
    expect(item('gate')).toMatchObject({ result: 'failed', cause: expect.stringContaining('end position') });
    expect(view().mayReturn).toBe(false);
    expect(send({ kind: 'finish', service: 'returned' })).toBe(false);
    expect(send({ kind: 'finish', service: 'closed' })).toBe(true);
    await vi.waitFor(() => expect(state()).toBe('failed'), PATIENCE);
    lane.simulation.clearFaults();
    await vi.waitFor(async () => {
      expect(await last()).toMatchObject({
        check: 'failed',
        last: { report: { result: 'not-ready', service: 'closed' } },
      });
    }, PATIENCE);
    expect(lane.kiosk.lane.view().phase).toBe('out-of-service');
  });

  test('that is interrupted by a stop of the program leaves the lane out of service, and says so', async () => {
    expect(send({ kind: 'begin' })).toBe(true);
    await vi.waitFor(async () => expect(await typeCode(view().code ?? '')).toBe(201), PATIENCE);
    await vi.waitFor(() => expect(view().question).toBeDefined(), PATIENCE);
    // A stop writes nothing about the check, as a power cut does not
    await lane.close();
    lane = await startLaneUnderTest(config, { isHurried: false });
    lane.simulation.setScene({ subject: { kind: 'person', specimen: SPECIMEN('alpha') } });
    expect(lane.kiosk.lane.view().phase).toBe('out-of-service');
    expect(state()).toBe('unfinished');
    await vi.waitFor(async () => {
      expect(await last()).toMatchObject({
        check: 'unfinished',
        last: { report: { result: 'interrupted', items: [] } },
      });
    }, PATIENCE);
    await vi.waitFor(async () => {
      expect((await server.alarms()).map(({ kind }) => kind)).toContain('lane-check-unfinished');
    }, PATIENCE);
  });

  test('ends when an emergency opens the gate, and does not hold the gate', async () => {
    await vi.waitFor(() => expect(view().phase).toBe('none'), PATIENCE);
    expect(send({ kind: 'begin' })).toBe(true);
    await vi.waitFor(async () => expect(await typeCode(view().code ?? '')).toBe(201), PATIENCE);
    await vi.waitFor(() => expect(view().question).toBeDefined(), PATIENCE);
    lane.kiosk.lane.dispatch({ kind: 'emergency-ordered' });
    await vi.waitFor(() => {
      expect(view()).toMatchObject({ phase: 'none', ended: { result: 'interrupted', service: 'closed' } });
    }, PATIENCE);
    expect(lane.kiosk.lane.view().phase).toBe('emergency');
    lane.kiosk.lane.dispatch({ kind: 'emergency-ended' });
    await vi.waitFor(() => expect(lane.kiosk.lane.view().phase).toBe('out-of-service'), PATIENCE);
    expect(state()).toBe('unfinished');
  });
});

const missing = missingPages();
describe.skipIf(missing !== undefined)('page of a readiness check', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => browser?.close());

  test('guides a technician through every item, and returns the lane to service', async () => {
    await presents();
    lane.simulation.setPassageBehaviour('passes');
    lane.simulation.setToken({ kind: 'code', text: 'ANY-CODE' });
    const { address } = await command({ kind: 'open-page', on: 'screen' }, 'page');
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(address);
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    const code = page.getByLabel('Code');
    await code.waitFor();
    expect(await typeCode((await code.textContent()) ?? '')).toBe(201);
    await page.getByText('Out of service: check').waitFor();
    const begun = Date.now();
    while ((await page.getByRole('heading', { name: /passed|failed/ }).count()) === 0) {
      if (Date.now() - begun > 200_000) throw new Error(`still ${await page.locator('.check-task').innerText()}`);
      const yes = page.getByRole('button', { name: /^(Go|Yes)$/ });
      if ((await yes.count()) > 0) {
        await yes.click({ timeout: 5_000 }).catch(() => undefined);
      }
      await page.waitForTimeout(50);
    }
    expect(view().items.filter(({ result }) => result === 'failed')).toEqual([]);
    await page.getByLabel(/Height of the lens/).fill('1620');
    await page.getByRole('button', { name: 'Calibrate with these values' }).click();
    await page.getByRole('button', { name: /Replace calibration 1/ }).waitFor();
    for (const [language, tag, camera, finish] of [
      ['Deutsch', 'de', 'Kamera', 'Abschließen und wieder in Betrieb nehmen'],
      ['Français', 'fr', 'Caméra', 'Terminer et remettre en service'],
    ] as const) {
      await page.getByRole('button', { name: language }).click();
      await page.locator('[data-item=camera]').getByText(camera, { exact: true }).waitFor();
      await page.getByRole('button', { name: finish }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(tag);
      expect(await axe(page)).toEqual([]);
    }
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Finish, and return to service' }).click();
    await page.getByText('The lane serves again').waitFor();
    expect(lane.kiosk.lane.view().phase).toBe('idle');
    expect(state()).toBeUndefined();
    const { text } = await command({ kind: 'record' }, 'record');
    expect(text).toContain('Result        ready');
    await vi.waitFor(async () => {
      expect(await last()).toMatchObject({
        check: null,
        last: {
          technician: { kind: 'known' },
          report: { result: 'ready', service: 'returned', calibration: { version: 1, cameraHeightMm: 1_620 } },
        },
      });
    }, PATIENCE);
    await page.close();
  });

  test('is not opened by the traveller’s token, nor served at the traveller’s address', async () => {
    const { address } = await command({ kind: 'open-page', on: 'address' }, 'page');
    const [base = ''] = address.split('/check.html');
    const traveller = new URL(lane.kiosk.screen.address);
    expect((await fetch(`${traveller.origin}/check.html`)).status).toBe(404);
    expect((await fetch(`${base}/index.html`)).status).toBe(404);
    const refused = await fetch(`${base}/check.io/?EIO=4&transport=websocket&token=${traveller.hash.slice(1)}`, {
      headers: { origin: base },
    });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    await command({ kind: 'close-page' }, 'page-closed');
    await expect(fetch(base)).rejects.toThrow();
  });
});
