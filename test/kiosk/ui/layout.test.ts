import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WORDS } from '../../../kiosk/ui/words/languages.ts';
import { launchChromium } from '../../server/fixtures/chromium.ts';
import { misfits, missingPages, openPage, PANELS } from './fixtures/lane-browser.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
let browser: Browser;

describe.skipIf(missing !== undefined)('the layout of the traveller’s screen', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  for (const [panel, viewport] of Object.entries(PANELS)) {
    it(`fits a ${panel} panel in every language, as it is and in the largest text`, { timeout: 120_000 }, async () => {
      const lane = await showLane();
      const page = await openPage(browser, lane.url, { viewport, reducedMotion: 'reduce' });
      const found: string[] = [];
      for (const [language, { language: name, textSize, percent }] of Object.entries(WORDS)) {
        for (const largest of [false, true]) {
          lane.show({ phase: 'notice' });
          await page.locator('[data-phase="notice"] h1').waitFor();
          await page.getByRole('button', { name, exact: true }).click();
          if (largest) {
            await page.getByRole('button', { name: `${textSize}: ${percent(100)}` }).click();
            await page.getByRole('button', { name: `${textSize}: ${percent(125)}` }).click();
          }
          for (const [scene, view] of Object.entries(SCENES)) {
            // Between travellers the choices are forgotten, which other tests look at.
            if (view.phase === 'idle' || view.phase === 'starting' || view.phase === 'out-of-service') continue;
            lane.show({ ...view, face: view.face });
            await page.locator(`[data-phase="${view.phase}"] h1`).waitFor();
            found.push(...(await misfits(page)).map((what) => `${scene} ${language} ${largest}: ${what}`));
          }
          lane.show({ phase: 'idle' });
          await page.locator('[data-phase="idle"] h1').waitFor();
          await page.getByRole('button', { name, exact: true }).click();
          if (largest) {
            await page.getByRole('button', { name: `${textSize}: ${percent(100)}` }).click();
            await page.getByRole('button', { name: `${textSize}: ${percent(125)}` }).click();
          }
          found.push(...(await misfits(page)).map((what) => `idle ${language} ${largest}: ${what}`));
        }
      }
      expect(found).toEqual([]);
    });
  }

  it('keeps its titles large: a sixteenth of a portrait panel’s shorter side or more', async () => {
    const lane = await showLane({ view: { phase: 'passage' } });
    const page = await openPage(browser, lane.url, { viewport: PANELS.portrait });
    await page.locator('[data-phase="passage"] h1').waitFor();
    const px = await page.evaluate<number>(`parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)`);
    expect(px).toBeGreaterThanOrEqual(PANELS.portrait.width / 16);
  });

  it('stands still for those who asked for less motion', async () => {
    const lane = await showLane({ view: { phase: 'document' } });
    const page = await openPage(browser, lane.url, { reducedMotion: 'reduce' });
    await page.locator('.passport-on-reader').waitFor();
    expect(await page.evaluate<number>(`document.getAnimations().length`)).toBe(0);
  });

  it('takes strong contrast from the system too', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.url, { contrast: 'more' });
    await page.locator('h1').waitFor();
    expect(await page.evaluate(`document.documentElement.dataset.contrast`)).toBe('more');
  });
});
