import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { screenHealthSchema } from '../../../kiosk/main/screen/screen-state.ts';
import { launchHeadlessShell } from '../../server/fixtures/chromium.ts';
import { missingPages, openPage } from './fixtures/lane-browser.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
const LIMIT = { timeout: 240_000 };
let browser: Browser;

describe.skipIf(missing !== undefined)('the traveller’s page', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('reports that it draws, and reports nothing while it hangs', async () => {
    const lane = await showLane();
    const drawnMsAgo = async (): Promise<number> => {
      const answer = await fetch(`${lane.url}/healthz`);
      return screenHealthSchema.parse(await answer.json()).drawnMsAgo ?? Number.POSITIVE_INFINITY;
    };
    const page = await openPage(browser, lane.address);
    await expect.poll(drawnMsAgo, LIMIT).toBeLessThan(2_000);
    const hang = page.evaluate(() => {
      const untilMs = performance.now() + 9_000;
      while (performance.now() < untilMs);
    });
    await expect.poll(drawnMsAgo, LIMIT).toBeGreaterThan(6_000);
    await hang;
    await expect.poll(drawnMsAgo, LIMIT).toBeLessThan(2_000);
  });
});
