/** The readiness checks of lanes at the console, in a real browser against a real server: the technician's code, and the record that a lane signs. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { decodeBase64Url } from '../../../../server/contract/base64url.ts';
import { encodeEnvelope, openEnvelope } from '../../../../server/contract/envelope.ts';
import { checkCodeOf, openCheckApproval } from '../../../../server/contract/readiness.ts';
import { READINESS_ITEMS } from '../../../../server/contract/readiness-vocabulary.ts';
import { encodeServerMessage } from '../../../../server/contract/server-message.ts';
import { receiveReport } from '../../../../server/intake/ingest/receive-report.ts';
import { receiveStatus } from '../../../../server/intake/ingest/receive-status.ts';
import type { SignedReadinessRecord } from '../../../../server/border/readiness/answers.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { type ConsoleWorld, consoleWorld } from '../../fixtures/console-world.ts';
import { send } from '../../fixtures/running-server.ts';
import type { TestKiosk } from '../../fixtures/test-kiosk.ts';
import { misfits } from '../pages/examine-page.ts';

const missing = missingConsole();
/** By lane: a request has one lane. */
const requestOf = (number: number): string => String(number).repeat(32);
/** Pages come one after the other, and others may use the computer. */
const PATIENCE_MS = 300_000;

/** One server and one browser for all: each case continues from the state of the one before. */
describe.skipIf(missing !== undefined)('lane checks', { timeout: PATIENCE_MS }, () => {
  let browser: Browser;
  let world: ConsoleWorld;

  const open = async (role: Role, at = world): Promise<Page> => {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1_280, height: 800 } });
    onTestFinished(() => context.close());
    await at.signIn(context, role);
    const page = await context.newPage();
    await page.goto(`${at.url}/#/administration/checks`);
    await page.getByRole('heading', { name: 'Lane checks' }).waitFor();
    return page;
  };
  const laneOf = (number: number): TestKiosk => {
    const kiosk = world.kiosks[number - 1];
    if (kiosk === undefined) throw new RangeError(`there is no lane ${number}`);
    return kiosk;
  };
  const rowOf = (page: Page, number: number) =>
    page
      .getByRole('group', { name: 'Table: Readiness checks of lanes' })
      .getByRole('row')
      .filter({ hasText: laneOf(number).id });
  const report = async (number: number, over: Parameters<TestKiosk['next']>[0]) => {
    const at = Date.now();
    const wire = laneOf(number).next({ startedAt: at - 300_000, reportedAt: at, ...over }).wire;
    const answer = await receiveReport(world.server.context, wire);
    if (answer.kind === 'refused') throw new Error(answer.code);
  };
  const say = async (number: number, over: Parameters<TestKiosk['status']>[0]) => {
    const answer = await receiveStatus(world.server.context, laneOf(number).status({ at: Date.now(), ...over }));
    if (answer.kind === 'refused') throw new Error(answer.code);
  };
  const askServer = (number: number) =>
    send(world.server.port, '/v1/readiness/requests', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: laneOf(number).checkRequest(requestOf(number)),
    });

  beforeAll(async () => {
    browser = await launchHeadlessShell();
    world = await consoleWorld(3);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it('says so while no kiosk is enrolled', async () => {
    const empty = await consoleWorld(0);
    try {
      const page = await open('technician', empty);
      await page.getByText('No kiosk is enrolled yet.').waitFor();
      expect(await page.getByRole('table').count()).toBe(0);
      expect(await axe(page)).toEqual([]);
      await page.close();
    } finally {
      await empty.close();
    }
  });

  it('shows a lane that was never checked, and that it has no record', async () => {
    const page = await open('technician');
    expect(await rowOf(page, 1).innerText()).toContain('never');
    await rowOf(page, 1).getByRole('button').click();
    await page.getByText('No check of this lane is recorded yet.').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.close();
  });

  it('approves a check by the code that the lane shows, typed with the keyboard alone', async () => {
    expect((await askServer(1)).status).toBe(200);
    const page = await open('technician');
    await rowOf(page, 1).getByText('Asks for approval').waitFor();
    await rowOf(page, 1).getByRole('button').press('Enter');
    const field = page.getByLabel('Code that the lane shows');
    await field.focus();
    await page.keyboard.type('0000-0000');
    await page.keyboard.press('Enter');
    await page.locator('main .form-trouble').waitFor();
    expect(await axe(page)).toEqual([]);
    await field.fill(checkCodeOf(requestOf(1)).toLowerCase());
    await page.keyboard.press('Enter');
    await field.waitFor({ state: 'detached' });
    const { approval } = JSON.parse((await askServer(1)).text) as { approval: { payload: string; signature: string } };
    expect(openCheckApproval(wireOf(approval), world.server.context.signer.publicKey)).toMatchObject({
      kind: 'valid',
      message: { kioskId: laneOf(1).id, requestId: requestOf(1) },
    });
    await page.close();
  });

  it('shows the signed record: result, items, measured values, calibration and technician', async () => {
    const row = await world.server.database.knex('readiness_approvals').first('digest', 'technician');
    const { digest, technician } = row as { digest: string; technician: string };
    await report(1, { kind: 'readiness', approval: digest });
    const page = await open('technician');
    expect(await rowOf(page, 1).innerText()).toContain('Ready for service');
    expect(await rowOf(page, 1).innerText()).toContain(technician);
    await rowOf(page, 1).getByRole('button').click();
    const record = page.locator('.check-record');
    await record.waitFor();
    const words = await record.innerText();
    for (const said of [
      'Ready for service. The lane was returned to service. The gate was opened 2 times.',
      'Calibration 1 of',
      'camera at 1620 mm.',
    ]) {
      expect(words).toContain(said);
    }
    expect(await record.getByRole('row').count()).toBe(1 + READINESS_ITEMS.length);
    expect(await record.getByRole('row').filter({ hasText: 'Code reader' }).innerText()).toContain('Not fitted');
    expect(await record.locator('.check-values li').allInnerTexts()).toHaveLength(5);
    expect(words).toMatch(/640/);
    expect(await axe(page)).toEqual([]);
    expect(await misfits(page)).toEqual([]);
    await page.close();
  });

  it('saves the records with signature and approval, which verify without the server', async () => {
    const page = await open('technician');
    await rowOf(page, 1).getByRole('button').click();
    const save = page.getByRole('button', { name: 'Save signed records' });
    await save.waitFor();
    const [saved] = await Promise.all([page.waitForEvent('download'), save.click()]);
    const file = readFileSync(await saved.path(), 'utf8');
    const [record, ...others] = JSON.parse(file) as SignedReadinessRecord[];
    expect(others).toEqual([]);
    const { signed } = record ?? raise('a record was saved');
    const { payload, signature } = { payload: bytesOf(signed.payload), signature: bytesOf(signed.signature) };
    const opened = openEnvelope(encodeEnvelope({ kioskId: laneOf(1).id, payload, signature }), laneOf(1).publicKey);
    const { kind } = openCheckApproval(
      wireOf(signed.approval ?? raise('the approval was saved')),
      world.server.context.signer.publicKey,
    );
    expect([opened.kind, kind, signed.laneKey]).toEqual(['valid', 'valid', laneOf(1).publicKeyHex]);
    await page.close();
  });

  it('shows a lane that was left closed, with the fault of each item', async () => {
    const items = READINESS_ITEMS.map((name) =>
      name === 'gate' ? ({ name, result: 'failed', fault: 'jammed' } as const) : ({ name, result: 'passed' } as const),
    );
    await report(2, { kind: 'readiness', result: 'not-ready', service: 'closed', items, openings: 1 });
    await say(2, { phase: 'out-of-service', readinessCheck: 'failed' });
    const page = await open('technician');
    const words = await rowOf(page, 2).innerText();
    for (const said of ['The check was not passed', 'Not ready', 'not signed in']) expect(words).toContain(said);
    await rowOf(page, 2).getByRole('button').click();
    const record = page.locator('.check-record');
    await record.getByText('The lane stayed out of service.').waitFor();
    expect(await record.getByRole('row').filter({ hasText: /^Gate/ }).innerText()).toMatch(/Failed: \S/);
    expect(await axe(page)).toEqual([]);
    expect(await misfits(page)).toEqual([]);
    await page.close();
  });

  it('names what differs from the calibration of a lane', async () => {
    await say(3, { phase: 'idle', drifts: ['gate-open-time', 'scene-light'] });
    const page = await open('technician');
    await rowOf(page, 3).getByText('Differs from its calibration').waitFor();
    expect(await rowOf(page, 3).innerText()).toMatch(/light of the scene, opening time of the gate/);
    expect(await rowOf(page, 1).getByText('Differs from its calibration').count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    await page.close();
  });

  it('shows each lane and its button without scrolling at 1280 × 800', async () => {
    const page = await open('technician');
    await rowOf(page, 3).waitFor();
    for (const number of [1, 2, 3]) {
      const box = await rowOf(page, number).getByRole('button').boundingBox();
      expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(800);
      expect((box?.x ?? Infinity) + (box?.width ?? 0)).toBeLessThanOrEqual(1_280);
    }
    expect(await misfits(page)).toEqual([]);
    await page.close();
  });

  it('shows an auditor the records, and no code to type', async () => {
    expect((await askServer(3)).status).toBe(200);
    const page = await open('auditor');
    await rowOf(page, 3).getByText('Asks for approval').waitFor();
    await rowOf(page, 3).getByRole('button').click();
    await page.getByText('No check of this lane is recorded yet.').waitFor();
    expect(await page.getByLabel('Code that the lane shows').count()).toBe(0);
    await rowOf(page, 1).getByRole('button').click();
    await page.locator('.check-record').getByText('Ready for service').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.close();
  });
});

function bytesOf(text: string): Uint8Array {
  return decodeBase64Url(text) ?? raise('base64url');
}

function wireOf({ payload, signature }: { readonly payload: string; readonly signature: string }): Uint8Array {
  return encodeServerMessage(bytesOf(payload), bytesOf(signature));
}

function raise(expected: string): never {
  throw new Error(`expected: ${expected}`);
}
