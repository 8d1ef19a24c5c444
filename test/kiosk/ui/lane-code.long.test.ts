/** From the lane's screen to a telephone: a person asks for the lane's code, scans it, and the page of the server verifies it. */
import { decodeQR } from 'qr/decode.js';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { axe } from '../../server/fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../server/fixtures/chromium.ts';
import { runServer, type RunningServer } from '../../server/fixtures/running-server.ts';
import { approveRelease, statingLane } from '../../server/intake/lane-statements/fixtures/stating-lane.ts';
import { missingPages, openPage } from './fixtures/lane-browser.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages() ?? missingConsole('verify/index.html');
let browser: Browser;

/** The code on the screen, decoded as a telephone would. */
async function photographed(page: Page): Promise<string> {
  const shot = await page.locator('.receipt-code').screenshot();
  const { data, info } = await sharp(shot).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return decodeQR({ width: info.width, height: info.height, data });
}

async function telephone(address: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 360, height: 740 } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** Waits until the log has published the approval. */
async function isProved(server: RunningServer): Promise<boolean> {
  const answer = await fetch(`${server.url}/lane-statements/releases/${'ab'.repeat(32)}`);
  const { release } = (await answer.json()) as { release: { proof: string | null } | null };
  return typeof release?.proof === 'string';
}

describe.skipIf(missing !== undefined)('the code by which a person checks a lane', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('leads from the screen to the page that verifies it and names the place, and goes with the next traveller', async () => {
    const server = await runServer();
    const { statements, kioskId } = await statingLane(server, 1);
    await approveRelease(server);
    await expect.poll(() => isProved(server), { interval: 500, timeout: 240_000 }).toBe(true);
    const lane = await showLane({ statements });
    const screen = await openPage(browser, lane.address);
    await screen.getByRole('button', { name: 'Check this gate' }).click();
    await screen.getByRole('heading', { name: 'Scan the code with your phone' }).waitFor();
    await screen.getByText('The page must name this place: north · 1.').first().waitFor();
    await screen.locator('.receipt-code').waitFor();
    expect(await axe(screen)).toEqual([]);
    const address = await photographed(screen);
    expect(address.startsWith(`${server.url}/verify#lane=`)).toBe(true);
    const page = await telephone(address);
    const result = page.getByRole('region', { name: 'Result' });
    await result.getByText('Lane 1 of north answered.').waitFor();
    const said = await result.innerText();
    for (const words of [
      `The lane ${kioskId}, enrolled as lane 1 of north`,
      '“2026.11”',
      'This does not prove',
      'entry ',
    ]) {
      expect(said).toContain(words);
    }
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    const saved = await result.getByRole('link', { name: 'Save this answer' }).getAttribute('href');
    expect(decodeURIComponent(saved ?? '')).toContain('"serverKey"');
    lane.show({ phase: 'notice' });
    await screen.locator('[data-phase="notice"] h1').waitFor();
    expect(await screen.locator('.receipt-code').count()).toBe(0);
  });

  it('is refused by the page when it is altered or of another server', async () => {
    const server = await runServer();
    const lane = await statingLane(server, 1);
    const text = (await lane.text()) ?? '';
    const altered = await telephone(
      `${server.url}/verify#lane=${text.slice(0, 60)}${text[60] === 'A' ? 'B' : 'A'}${text.slice(61)}`,
    );
    await altered.getByText('The server of this page did not issue the code.', { exact: false }).waitFor();
    const other = await runServer();
    const foreign = await telephone(`${other.url}/verify#lane=${text}`);
    await foreign.getByText('The server of this page did not issue the code.', { exact: false }).waitFor();
    const empty = await telephone(`${server.url}/verify#lane`);
    await empty.getByText('Nothing to check yet', { exact: false }).waitFor();
    expect(await axe(empty)).toEqual([]);
  });

  it('is not offered without a page that verifies it, and tells a person when it cannot be made', async () => {
    const without = await openPage(browser, (await showLane()).address);
    await without.locator('[data-phase="idle"] h1').waitFor();
    expect(await without.getByRole('button', { name: 'Check this gate' }).count()).toBe(0);
    const lane = await showLane({ statements: { state: () => Promise.resolve({ kind: 'missed' }) } });
    const screen = await openPage(browser, lane.address);
    await screen.getByRole('button', { name: 'Check this gate' }).click();
    await screen.getByRole('heading', { name: 'This gate cannot be checked right now' }).waitFor();
    await screen.getByRole('button', { name: 'Back' }).click();
    await screen.getByRole('button', { name: 'Check this gate' }).waitFor();
  });
});
