/** The banner of a lane outside production, which stands above each of its screens. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mode } from '../../../hardware/host/mode.ts';
import { en } from '../../../kiosk/ui/words/languages.ts';
import { launchHeadlessShell } from '../../server/fixtures/chromium.ts';
import { axeFindings, missingPages, openPage } from './fixtures/lane-browser.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
let browser: Browser;

const BANNERS: readonly (readonly [Mode, string | undefined])[] = [
  ['production', undefined],
  ['rehearsal', en.rehearsal],
  ['development', en.development],
];

describe.skipIf(missing !== undefined)('the banner of the traveller’s screen', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each(BANNERS)('in %s', async (mode, words) => {
    const lane = await showLane({ view: { phase: 'notice' }, mode });
    const page = await openPage(browser, lane.address);
    await page.getByRole('heading', { name: 'Before we begin' }).waitFor();
    expect(await page.locator('.mode-banner').allInnerTexts()).toEqual(words === undefined ? [] : [words]);
    expect(await axeFindings(page)).toEqual([]);
  });
});
