import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchHeadlessShell } from '../../server/fixtures/chromium.ts';
import { axeFindings, missingPages, openPage } from './fixtures/lane-browser.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
let browser: Browser;

const LONGER_THAN_PATIENCE_MS = 8_500;

describe.skipIf(missing !== undefined)('the traveller’s screen without its lane', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('takes back what it said, asks for a moment, then sends the traveller to the desk', async () => {
    const lane = await showLane({ view: { phase: 'passage' } });
    const page = await openPage(browser, lane.address, { prepare: (blank) => blank.clock.install() });
    await page.getByRole('heading', { name: 'Please walk through' }).waitFor();
    await lane.stop();
    await page.getByRole('heading', { name: 'One moment please' }).waitFor();
    expect(await page.getByText('Please walk through').count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    await page.clock.fastForward(LONGER_THAN_PATIENCE_MS);
    await page.getByRole('heading', { name: 'Please go to desk B12' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  it('goes on by itself when the lane is back', async () => {
    const lane = await showLane({ view: { phase: 'notice' } });
    const page = await openPage(browser, lane.address);
    await page.getByRole('heading', { name: 'Before we begin' }).waitFor();
    await lane.stop();
    await page.getByRole('heading', { name: 'One moment please' }).waitFor();
    await showLane({ port: Number(new URL(lane.url).port) });
    await page.getByRole('heading', { name: 'Welcome' }).waitFor();
  });

  it('sends no touch that was made while the line was down', async () => {
    const lane = await showLane({ view: { phase: 'notice' } });
    const page = await openPage(browser, lane.address);
    await page.getByRole('heading', { name: 'Before we begin' }).waitFor();
    await lane.stop();
    await page.getByRole('heading', { name: 'One moment please' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('d');
    const back = await showLane({ port: Number(new URL(lane.url).port), view: { phase: 'document' } });
    await page.getByRole('heading', { name: 'Place your passport' }).waitFor();
    expect(back.events).toEqual([]);
  });
});
