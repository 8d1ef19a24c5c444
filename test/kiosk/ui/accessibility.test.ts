import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../server/fixtures/chromium.ts';
import { axeFindings, missingPages, openPage, PANELS } from './fixtures/lane-browser.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
let browser: Browser;

describe.skipIf(missing !== undefined)('the traveller’s screen, looked at by axe', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  for (const locale of ['en', 'ar'] as const) {
    it(`has nothing against any scene in ${locale}`, { timeout: 120_000 }, async () => {
      const lane = await showLane();
      const page = await openPage(browser, lane.url, { locale, viewport: PANELS.portrait, reducedMotion: 'reduce' });
      const findings: string[] = [];
      for (const [name, view] of Object.entries(SCENES)) {
        lane.show(view);
        await page.locator(`[data-phase="${view.phase}"] h1`).waitFor();
        findings.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`));
      }
      expect(findings).toEqual([]);
    });
  }

  it('has nothing against the screen in high contrast and large text', { timeout: 60_000 }, async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.url, { reducedMotion: 'reduce' });
    await page.getByRole('button', { name: 'High contrast' }).click();
    await page.getByRole('button', { name: 'Text size: 100%' }).click();
    const findings: string[] = [];
    for (const name of ['idle', 'notice', 'face-look', 'turn-left', 'passage', 'referred']) {
      const view = SCENES[name] ?? {};
      lane.show(view);
      await page.locator(`[data-phase="${view.phase}"] h1`).waitFor();
      findings.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`));
    }
    expect(findings).toEqual([]);
  });

  it('would have found a screen that cannot be used', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.url);
    await page.locator('h1').waitFor();
    await page.evaluate(`(() => {
      document.documentElement.removeAttribute('lang');
      const bad = document.createElement('div');
      bad.innerHTML = '<button></button><p>faint</p>';
      bad.lastChild.style.color = '#eee';
      bad.lastChild.style.background = '#fff';
      document.querySelector('.saying').prepend(bad);
    })()`);
    const rules = (await axeFindings(page)).map((finding) => finding.split(':')[0]);
    expect(rules).toEqual(expect.arrayContaining(['button-name', 'color-contrast', 'html-has-lang']));
  });
});
