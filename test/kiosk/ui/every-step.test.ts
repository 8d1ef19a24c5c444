/**
 * Every step in every language. The largest text has the least room: it is looked at on both panels. Text as it is comes on one panel,
 * portrait and landscape in turn. So every pair of a language, a panel and a size is looked at. `npm test` takes one language of each kind.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../kiosk/ui/words/languages.ts';
import { launchHeadlessShell } from '../../server/fixtures/chromium.ts';
import { casesOf } from '../../support/extent.ts';
import { misfits, missingPages, PANELS, SCREEN_MISFITS } from './fixtures/lane-browser.ts';
import { pageShown, turnPage } from './fixtures/pages.ts';
import { DRAWN, inTurn, openScenePage } from './fixtures/scene-page.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
const PLACES = LANGUAGES.map((locale, place) => ({ locale, place }));
/** One language of each kind: short words, long ones, from right to left, without spaces. */
const MAIN: Readonly<Record<'portrait' | 'landscape', readonly string[]>> = {
  portrait: ['en', 'de'],
  landscape: ['de', 'ar', 'ja'],
};
let browser: Browser;

/** The misfits of each page of the text or the list after the one that is shown. Ends on the last page. */
async function onFollowingPages(page: Page): Promise<string[]> {
  const found: string[] = [];
  const shown = await pageShown(page);
  for (let { at } = shown; at < shown.of; at++) {
    await turnPage(page);
    found.push(...(await misfits(page)));
  }
  return found;
}

/** Through the customs questions with each kind of goods. */
async function declareAll(page: Page): Promise<string[]> {
  const found = await onFollowingPages(page);
  await page.locator('.declaration-answers .secondary:visible').last().click();
  await page.locator('[data-page="goods"]').waitFor();
  const { of } = await pageShown(page);
  for (let at = 1; at <= of; at++) {
    await page.evaluate(`document.querySelectorAll('.goods-kind').forEach((kind) => kind.click())`);
    await page.evaluate(DRAWN);
    found.push(...(await misfits(page)));
    if (at < of) await turnPage(page);
    else await page.locator('.declaration-answers .primary:visible').click();
  }
  await page.locator('[data-page="review"]').waitFor();
  return [...found, ...(await misfits(page)), ...(await onFollowingPages(page))];
}

describe.skipIf(missing !== undefined)('every step of the traveller’s screen', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  for (const [at, panel] of (['portrait', 'landscape'] as const).entries()) {
    for (const { place, locale } of casesOf(PLACES, (one) => MAIN[panel].includes(one.locale))) {
      const sizes = place % 2 === at ? [100, 200] : [200];
      it(`is whole on a ${panel} panel in ${locale}, in text of ${sizes.join(' and ')} %`, {
        timeout: 600_000,
      }, async () => {
        const lane = await showLane({ fingers: true, declares: true });
        const options = { viewport: PANELS[panel], locale, reducedMotion: 'reduce', isUnpainted: true } as const;
        const { page, show } = await openScenePage(browser, lane, options);
        await page.locator(`:root[lang="${locale}"] h1`).waitFor();
        const found: string[] = [];
        for (const size of sizes) {
          const note = (scene: string, faults: readonly string[]): void =>
            void found.push(...faults.map((fault) => `${scene}, ${size} %: ${fault}`));
          /** Shows a scene in the size, and finds the misfits of its first page. */
          const draw = async (scene: string): Promise<readonly string[]> => {
            // Choices are forgotten between travellers
            const isSized = `document.documentElement.dataset.text === '${size}'`;
            const view = SCENES[scene] ?? {};
            const drawn = await show<string[] | null>(view, `${isSized} ? ${SCREEN_MISFITS} : null`);
            if (drawn !== null) return drawn;
            for (const _ of [125, 150, 200]) await page.keyboard.press('t');
            expect(await page.evaluate(`${DRAWN}.then(() => ${isSized})`)).toBe(true);
            return await misfits(page);
          };
          for (const scene of inTurn(SCENES)) {
            note(scene, await draw(scene));
            if (scene.startsWith('notice')) note(scene, await onFollowingPages(page));
          }
          note('declaration', await draw('declaration'));
          note('goods', await declareAll(page));
          await draw('idle');
          await page.keyboard.press('l');
          await page.locator('.language-choice').waitFor();
          note('languages', await misfits(page));
          await page.keyboard.press('d');
          await page.locator('[data-tone="desk"] h1').waitFor();
          note('desk', await misfits(page));
        }
        expect(found).toEqual([]);
      });
    }
  }
});
