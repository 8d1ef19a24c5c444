/**
 * Travellers at a real lane's screen: the lane with its models on simulated devices, and its own pages in a real browser, operated only
 * by the traveller.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { issueSpecimenDocument } from '../../hardware/simulation/specimen-document.ts';
import { EU_ARRIVALS } from '../../server/contract/rules/questions.ts';
import type { KioskEvent } from '../../kiosk/platform/base/events.ts';
import { axeFindings, missingPages, PANELS } from '../kiosk/ui/fixtures/lane-browser.ts';
import { launchHeadlessShell } from '../server/fixtures/chromium.ts';
import { type CuttableLine, cuttableLine } from '../support/cuttable-line.ts';
import { FINGER_POLICY, writePolicy } from './flow-policies.ts';
import { type LaneUnderTest, laneConfig, only, SPECIMEN, startLaneUnderTest } from './lane-under-test.ts';

const missing = missingPages();
const PATIENCE_MS = 240_000;
const folder = mkdtempSync(join(tmpdir(), 'postern-screen-'));
let browser: Browser;
let context: BrowserContext;
let page: Page;
let line: CuttableLine;
let lane: LaneUnderTest;
let from = 0;
let wrong: string[] = [];

const reads = (title: string | RegExp) => page.getByRole('heading', { name: title }).waitFor({ timeout: PATIENCE_MS });
const presses = (name: string) => page.getByRole('button', { name, exact: true }).click();
const isIn = (phase: string) => page.locator(`[data-phase="${phase}"] h1`).waitFor({ timeout: PATIENCE_MS });
/** The lane's log since the traveller arrived. */
const logged = (): readonly KioskEvent[] => lane.events.slice(from);

/** Sends a traveller with a document in the lane's own language, except for `delta`: the screen uses the document's language. */
async function comes(specimen: string, with_: string = specimen): Promise<void> {
  lane.simulation.setScene({ subject: { kind: 'person', specimen: SPECIMEN(specimen) } });
  lane.simulation.setPassageBehaviour('passes');
  lane.simulation.presentDocument(await issueSpecimenDocument(lane.simulation.specimens, { holder: SPECIMEN(with_) }));
}

/** A record of the shown pages: every title, and whether there was a picture. */
const remembersWhatItShowed = `
  window.shown = { titles: [], mirrored: false };
  new MutationObserver(() => {
    const title = document.querySelector('h1')?.textContent ?? '';
    if (title !== shown.titles.at(-1)) shown.titles.push(title);
    shown.mirrored ||= document.querySelector('.face-oval.mirrored') !== null;
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
`;
const shown = () => page.evaluate<{ titles: string[]; mirrored: boolean }>('shown');

describe.skipIf(missing !== undefined)('traveller at the screen of a real lane', () => {
  beforeAll(async () => {
    const policyFile = writePolicy(folder, {
      id: 'declaring-1',
      requiredChecks: [...FINGER_POLICY.requiredChecks.filter((name) => name !== 'finger-comparison'), 'declaration'],
      fusedFalseMatchRate: undefined,
      declaration: { rules: EU_ARRIVALS, redChannel: { kind: 'customs-desk', desk: 'C1' } },
    });
    const nowhere = { url: 'http://127.0.0.1:9', key: new Uint8Array(32) };
    lane = await startLaneUnderTest({ ...laneConfig(folder, nowhere), policyFile }, { isHurried: false });
    line = await cuttableLine(Number(new URL(lane.kiosk.url).port));
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser?.close();
    await line?.close();
    await lane?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    wrong = [];
    from = lane.events.length;
    context = await browser.newContext({ locale: 'en', viewport: PANELS.portrait });
    page = await context.newPage();
    page.on('pageerror', ({ message }) => wrong.push(message));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) wrong.push(message.text());
    });
    await page.addInitScript(remembersWhatItShowed);
    await page.goto(`${line.url}/${new URL(lane.kiosk.screen.address).hash}`);
    await isIn('idle');
  });
  afterEach(async () => {
    lane.simulation.removeDocument();
    lane.simulation.setScene({ subject: { kind: 'nobody' } });
    // Nothing about them remains on the page or in the lane
    await isIn('idle');
    const left = await page.evaluate<string>(
      `document.body.innerText + document.querySelectorAll('canvas, output, [aria-pressed="true"]').length`,
    );
    expect(left).not.toMatch(/SPECIMEN|UTO|[1-9]$/);
    await lane.kiosk.lane.settled();
    await context.close();
    expect(wrong).toEqual([]);
  });

  test('who is cleared sees the mirror, declares nothing and passes', async () => {
    await comes('alpha');
    const scene = lane.simulation.scene();
    lane.simulation.setScene({ subject: { kind: 'nobody' } });
    await reads('Before we begin');
    await presses('Continue');
    // The lane sees enough of a person sooner than a page on a busy computer shows the first picture
    await expect.poll(async () => (await shown()).mirrored, { timeout: PATIENCE_MS }).toBe(true);
    lane.simulation.setScene(scene);
    await reads('Anything to declare?');
    expect(await axeFindings(page)).toEqual([]);
    await presses('Nothing to declare');
    await presses('Confirm');
    await isIn('passage');
    expect(await axeFindings(page)).toEqual([]);
    await isIn('idle');
    expect((await shown()).titles).toEqual(expect.arrayContaining(['Look at the camera', 'Please walk through']));
    expect(only(logged(), 'match-reported')).toMatchObject({ outcome: 'cleared', reasons: [] });
    expect(only(logged(), 'passage-reported')).toMatchObject({ passage: 'one-person' });
  });

  test('who is not the holder is sent to the desk without a reason', async () => {
    await comes('bravo', 'alpha');
    await reads('Before we begin');
    await presses('Continue');
    await isIn('referred');
    await reads('Please go to desk 3');
    const text = await page.evaluate<string>('document.body.innerText');
    expect(text).not.toMatch(/match|fail|reject|denied|threshold|because|face/i);
    expect(await axeFindings(page)).toEqual([]);
    await presses('OK');
    await isIn('idle');
    expect(only(logged(), 'match-reported')).toMatchObject({ outcome: 'referred', reasons: ['below-threshold'] });
  });

  test('who declares goods is sent to customs, and the goods are not stored', async () => {
    await comes('echo');
    await reads('Before we begin');
    await presses('Continue');
    await reads('Anything to declare?');
    await presses('Something to declare');
    await presses('Commercial goods');
    await presses('Continue');
    await presses('Confirm');
    await reads('Please go to desk C1');
    await presses('OK');
    await isIn('idle');
    expect(only(logged(), 'match-reported')).toMatchObject({ outcome: 'referred', reasons: ['goods-declared'] });
    expect(only(logged(), 'captures-erased').captures).toBeGreaterThan(0);
    expect(logged().filter(({ event }) => event === 'captures-kept')).toEqual([]);
    expect(JSON.stringify(logged())).not.toContain('commercial');
  });

  test('may choose the desk and get more time there; afterwards the screen is free', async () => {
    await presses('Start');
    await reads('Before we begin');
    await presses('Continue');
    await reads(/Place your passport/);
    await presses('Use the desk');
    await reads('Please go to desk 3');
    const question = page.getByRole('button', { name: 'Yes, more time' });
    await question.waitFor({ timeout: PATIENCE_MS });
    await question.click();
    await question.waitFor({ state: 'detached', timeout: PATIENCE_MS });
    await reads('Please go to desk 3');
    // The traveller does not answer the second time
    await question.waitFor({ timeout: PATIENCE_MS });
    await isIn('idle');
    expect(only(logged(), 'match-reported')).toMatchObject({ outcome: 'referred', reasons: ['traveller-chose-desk'] });
  });

  test('sees no old content after the line is cut, and continues in their language', async () => {
    await comes('delta');
    await reads('Before we begin');
    await page.keyboard.press('l');
    await presses('Deutsch');
    await reads('Bevor wir beginnen');
    const readOn = page.getByRole('button', { name: 'Weiterlesen', exact: true });
    while ((await readOn.count()) > 0) await readOn.click();
    await presses('Weiter');
    await reads('Etwas zu verzollen?');
    line.cut();
    await isIn('connection');
    expect(await page.getByText('verzollen').count()).toBe(0);
    expect(await page.locator('.declaration').count()).toBe(0);
    line.mend();
    await reads('Etwas zu verzollen?');
    await presses('Nichts anzumelden');
    await page.keyboard.press('l');
    await presses('العربية');
    await reads('هل هذا صحيح؟');
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    await presses('تأكيد');
    await isIn('idle');
    // The next traveller is greeted in the lane's own language
    await reads('Welcome');
    expect(only(logged(), 'match-reported')).toMatchObject({ outcome: 'cleared' });
  });

  test('can pass with only a keyboard', async () => {
    await page.keyboard.press('Enter');
    await reads('Before we begin');
    await page.keyboard.press('Enter');
    await reads(/Place your passport/);
    await comes('echo');
    await reads('Anything to declare?');
    for (let count = 0; count < 30; count++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate<string>('document.activeElement.textContent')) === 'Nothing to declare') break;
    }
    await page.keyboard.press('Enter');
    await reads('Is this right?');
    await page.keyboard.press('Enter');
    await isIn('idle');
    expect(only(logged(), 'match-reported')).toMatchObject({ outcome: 'cleared' });
  });
});
