import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../kiosk/ui/words/languages.ts';
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

  // As it is, and in the largest text; the scenes whose words or controls take most room, and one of each layout.
  const CROWDED = [
    ...['notice-asked', 'document', 'document-again', 'document-asked', 'face-asked', 'more-light', 'uncover-eyes'],
    ...['turn-right', 'finger-right', 'place-whole-finger', 'moisten-finger', 'passage-receipt', 'referred-asked'],
    ...['referred-receipt', 'out-of-service', 'idle', 'token', 'token-again'],
  ];
  const EVERYWHERE: readonly string[] = ['en', 'de', 'fr', 'pl', 'ru', 'ar', 'hi', 'ja'];

  for (const [panel, viewport] of Object.entries(PANELS)) {
    const languages = LANGUAGES.filter((language) => panel === 'landscape' || EVERYWHERE.includes(language));
    it(`fits a ${panel} panel in ${languages.length} languages, as it is and in the largest text`, {
      timeout: 180_000,
    }, async () => {
      const lane = await showLane({ fingers: true, declares: true });
      const found: string[] = [];
      for (const locale of languages) {
        const page = await openPage(browser, lane.url, { viewport, locale, reducedMotion: 'reduce' });
        for (const largest of [false, true]) {
          for (const scene of CROWDED) {
            const view = SCENES[scene] ?? {};
            lane.show(view);
            await page.locator(`[data-phase="${view.phase}"] h1`).waitFor();
            // Choices are forgotten between travellers, which other tests look at
            if (largest && (await page.locator('html').getAttribute('data-text')) === '100') {
              for (let press = 0; press < 3; press++) await page.keyboard.press('t');
            }
            found.push(...(await misfits(page)).map((what) => `${scene} ${locale} ${largest}: ${what}`));
          }
          await page.keyboard.press('l');
          await page.locator('.language-choice').waitFor();
          found.push(...(await misfits(page)).map((what) => `languages ${locale} ${largest}: ${what}`));
          await page.keyboard.press('Escape');
        }
        await page.context().close();
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
