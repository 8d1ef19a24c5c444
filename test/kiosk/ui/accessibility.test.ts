import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchHeadlessShell } from '../../server/fixtures/chromium.ts';
import { casesOf } from '../../support/extent.ts';
import { axeFindings, missingPages, openPage, PANELS } from './fixtures/lane-browser.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
let browser: Browser;

describe.skipIf(missing !== undefined)('the traveller’s screen, looked at by axe', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  /** In the middle of these the words differ and nothing else. */
  const SAME_LAYOUT =
    /^(step-back|centre|more-light|less-light|uncover-|hold-still|move-|press-|dry-|centre-|other-|wipe-)/;
  const DISTINCT = Object.keys(SCENES).filter((scene) => !SAME_LAYOUT.test(scene));
  const FULL = ['notice-asked', 'document-asked', 'face-look', 'referred-receipt'];
  /** In `npm test` each look that is not the usual one is looked at in the scenes with most on them. */
  const IN_LOOK = casesOf(DISTINCT, (scene) => FULL.includes(scene));

  it.each([
    ['as it is', 'en', '', DISTINCT],
    ['from right to left', 'ar', '', IN_LOOK],
    ['in text of 200 %', 'de', 'ttt', IN_LOOK],
    ['in high contrast', 'en', 'c', IN_LOOK],
    ['in all of these at once', 'fa', 'tttc', FULL],
  ] as const)('has nothing against any scene %s', { timeout: 300_000 }, async (_look, locale, keys, scenes) => {
    const lane = await showLane({ fingers: true, declares: true });
    const page = await openPage(browser, lane.address, { locale, viewport: PANELS.portrait, reducedMotion: 'reduce' });
    const look = async (): Promise<void> => {
      const { text, contrast } = await page.evaluate<{ text: string; contrast: string }>(
        '({ ...document.documentElement.dataset })',
      );
      // Choices are forgotten between travellers
      if (text === '100' && contrast === 'normal') for (const key of keys) await page.keyboard.press(key);
    };
    const findings: string[] = [];
    for (const scene of scenes) {
      const view = SCENES[scene] ?? {};
      lane.show(view);
      await page.locator(`[data-phase="${view.phase}"] h1`).waitFor();
      await look();
      findings.push(...(await axeFindings(page)).map((finding) => `${scene}: ${finding}`));
    }
    lane.show({ phase: 'idle' });
    await page.locator('[data-phase="idle"] h1').waitFor();
    await look();
    await page.keyboard.press('l');
    await page.locator('.language-choice').waitFor();
    findings.push(...(await axeFindings(page)).map((finding) => `languages: ${finding}`));
    await page.keyboard.press('d');
    await page.locator('[data-tone="desk"] h1').waitFor();
    findings.push(...(await axeFindings(page)).map((finding) => `desk offered: ${finding}`));
    expect(findings).toEqual([]);
  });

  it('would have found a screen that cannot be used', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.address);
    await page.locator('h1').waitFor();
    await page.evaluate(`(() => {
      document.documentElement.removeAttribute('lang');
      const bad = document.createElement('div');
      bad.innerHTML = '<button></button><button>x</button><button>y</button><p>faint</p>';
      for (const small of bad.querySelectorAll('button')) Object.assign(small.style, { width: '9px', height: '9px', padding: 0 });
      bad.lastChild.style.color = '#eee';
      bad.lastChild.style.background = '#fff';
      document.querySelector('.saying').prepend(bad);
    })()`);
    const rules = (await axeFindings(page)).map((finding) => finding.split(':')[0]);
    expect(rules).toEqual(expect.arrayContaining(['button-name', 'color-contrast', 'html-has-lang', 'target-size']));
  });
});
