import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchHeadlessShell } from '../../server/fixtures/chromium.ts';
import { casesOf } from '../../support/extent.ts';
import { misfits, missingPages, openPage, PANELS } from './fixtures/lane-browser.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
let browser: Browser;

/** Relative luminance (WCAG 2.2) of a colour as the browser computes it. */
function luminanceOf(colour: string): number {
  const linear = (colour.match(/\d+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = linear;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.skipIf(missing !== undefined)('the layout of the traveller’s screen', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
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
  const LOOKED_AT = casesOf(
    ['en', 'de', 'fr', 'pl', 'ru', 'ar', 'hi', 'ja'],
    (locale) => locale === 'de' || locale === 'ar',
  );

  // `every-step.test.ts` looks at the panels that the product is for
  for (const panel of ['wide', 'phone'] as const) {
    const viewport = PANELS[panel];
    it(`fits a ${panel} panel in ${LOOKED_AT.length} languages, as it is and in the largest text`, {
      timeout: 180_000,
    }, async () => {
      const lane = await showLane({ fingers: true, declares: true });
      const found: string[] = [];
      for (const locale of LOOKED_AT) {
        const options = { viewport, locale, reducedMotion: 'reduce', isUnpainted: true } as const;
        const page = await openPage(browser, lane.address, options);
        for (const largest of [false, true]) {
          for (const scene of CROWDED) {
            const view = SCENES[scene] ?? {};
            lane.show(view);
            await page.locator(`[data-phase="${view.phase}"] h1`).waitFor();
            // Choices are forgotten between travellers, which other tests look at
            if (largest && (await page.locator('html').getAttribute('data-text')) === '100') {
              for (let press = 0; press < 3; press++) await page.keyboard.press('t');
            }
            found.push(
              ...(await misfits(page, { mayScroll: panel === 'phone' })).map(
                (what) => `${scene} ${locale} ${largest}: ${what}`,
              ),
            );
          }
          await page.keyboard.press('l');
          await page.locator('.language-choice').waitFor();
          found.push(
            ...(await misfits(page, { mayScroll: panel === 'phone' })).map(
              (what) => `languages ${locale} ${largest}: ${what}`,
            ),
          );
          await page.keyboard.press('Escape');
        }
        await page.context().close();
      }
      expect(found).toEqual([]);
    });
  }

  /** Capitals as the font draws them, in per cent of the panel's shorter side. */
  const CAPITALS = `((selectors) => selectors.map((selector) => {
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(document.querySelector(selector));
    const drawn = document.createElement('canvas').getContext('2d');
    drawn.font = [fontWeight, fontSize, fontFamily].join(' ');
    return (100 * drawn.measureText('H').actualBoundingBoxAscent) / Math.min(innerWidth, innerHeight);
  }))(['h1', '.detail', '.desk'])`;

  it.each(['portrait', 'landscape'] as const)(
    'keeps its words as high as the README says, on a %s panel',
    async (panel) => {
      const lane = await showLane({ view: { phase: 'document' } });
      const page = await openPage(browser, lane.address, { viewport: PANELS[panel] });
      await page.locator('[data-phase="document"] h1').waitFor();
      const [title = 0, detail = 0, desk = 0] = await page.evaluate<number[]>(CAPITALS);
      expect(title).toBeGreaterThanOrEqual(6.6);
      expect(detail).toBeGreaterThanOrEqual(3);
      expect(desk).toBeGreaterThanOrEqual(1.8);
      for (let press = 0; press < 3; press++) await page.keyboard.press('t');
      const [largeTitle = 0, largeDetail = 0, largeDesk = 0] = await page.evaluate<number[]>(CAPITALS);
      expect([largeTitle >= title, largeDetail > detail, largeDesk > desk]).toEqual([true, true, true]);
    },
  );

  it('stands still for those who asked for less motion', async () => {
    const lane = await showLane({ view: { phase: 'document' } });
    const page = await openPage(browser, lane.address, { reducedMotion: 'reduce' });
    await page.locator('.passport-on-reader').waitFor();
    expect(await page.evaluate<number>(`document.getAnimations().length`)).toBe(0);
  });

  it('stands still while the lane is slow, and moves again afterwards', async () => {
    const lane = await showLane({ view: { phase: 'document', isReduced: true } });
    const page = await openPage(browser, lane.address);
    await page.locator('.passport-on-reader').waitFor();
    const moving = () => page.evaluate<number>(`document.getAnimations().length`);
    expect(await moving()).toBe(0);
    lane.show({ phase: 'document' });
    await expect.poll(moving, { timeout: 240_000 }).toBeGreaterThan(0);
  });

  it.each([
    ['out-of-service', 'rgb(161, 14, 34)'],
    ['emergency', 'rgb(255, 210, 31)'],
  ] as const)('keeps the colour of %s in strong contrast, with letters of 7:1', async (phase, ground) => {
    const lane = await showLane({ view: { phase } });
    const page = await openPage(browser, lane.address, { contrast: 'more' });
    await page.locator(`[data-phase="${phase}"] h1`).waitFor();
    const colours = await page.evaluate<string[]>(
      `['.screen', 'h1'].map((part) => getComputedStyle(document.querySelector(part))).map((style, at) => at === 0 ? style.backgroundColor : style.color)`,
    );
    expect(colours[0]).toBe(ground);
    const [back = 0, ink = 0] = colours.map(luminanceOf);
    expect((Math.max(back, ink) + 0.05) / (Math.min(back, ink) + 0.05)).toBeGreaterThanOrEqual(7);
  });

  it('takes strong contrast from the system too', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.address, { contrast: 'more' });
    await page.locator('h1').waitFor();
    expect(await page.evaluate(`document.documentElement.dataset.contrast`)).toBe('more');
  });
});
