import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchHeadlessShell } from '../../server/fixtures/chromium.ts';
import { axeFindings, missingPages, openPage, PANELS } from './fixtures/lane-browser.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
let browser: Browser;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** The lines of the text: how many are cut by an edge of the box, and which are wholly in view. */
const LINES = `(() => {
  const box = document.querySelector('.notice-text .columns').getBoundingClientRect();
  const walker = document.createTreeWalker(document.querySelector('.notice-text'), NodeFilter.SHOW_TEXT);
  const cut = [], seen = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      const beside = right <= box.left + 1 || left >= box.right - 1;
      const within = left >= box.left - 1 && right <= box.right + 1 && top >= box.top - 1 && bottom <= box.bottom + 1;
      if (within) seen.push(node.textContent);
      else if (!beside) cut.push(node.textContent);
    }
  }
  return { cut, seen: [...new Set(seen)] };
})()`;
const lines = (page: Page) => page.evaluate<{ cut: string[]; seen: string[] }>(LINES);

/** All texts of the notice, in order. */
const texts = (page: Page) => page.locator('.notice-text :is(dt, dd)').allTextContents();

describe.skipIf(missing !== undefined)('a long notice', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each([
    ['de', 'landscape', 0],
    ['de', 'landscape', 3],
    ['ar', 'landscape', 3],
    ['ja', 'phone', 3],
    ['en', 'portrait', 3],
  ] as const)(
    'in %s on a %s panel, text size %i: cuts no line and shows all of it on its pages',
    async (locale, panel, size) => {
      const lane = await showLane({ view: SCENES['notice'] ?? {}, fingers: true, declares: true });
      const page = await openPage(browser, lane.address, { locale, viewport: PANELS[panel], reducedMotion: 'reduce' });
      await page.locator('.notice-text dd').first().waitFor();
      for (let press = 0; press < size; press++) await page.keyboard.press('t');
      const wanted = await texts(page);
      const read = new Set<string>();
      for (let turned = 0; turned < 40; turned++) {
        const { cut, seen } = await lines(page);
        expect(cut).toEqual([]);
        for (const text of seen) read.add(text);
        if (
          (await page.locator('.turning > .primary:visible').count()) === 0 ||
          (await page.locator('.skip-reading:visible').count()) === 0
        )
          break;
        await page.locator('.turning > .primary:visible').click();
      }
      expect(wanted.filter((text) => !read.has(text))).toEqual([]);
      expect(lane.events).toEqual([]);
      await page.locator('.turning > .primary:visible').click();
      await expect.poll(() => lane.events).toEqual([{ kind: 'notice-acknowledged' }]);
    },
  );

  it('keeps the focus on its button when the pages are counted again', async () => {
    const lane = await showLane({ view: { phase: 'notice' } });
    const page = await openPage(browser, lane.address, { viewport: PANELS.portrait });
    await button(page, 'Continue').waitFor();
    await page.keyboard.press('Tab');
    for (let press = 0; press < 3; press++) await page.keyboard.press('t');
    await button(page, 'Read on').waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Read on');
  });

  it('says which page it shows, and has "Continue" on the last page only', async () => {
    const lane = await showLane({ view: SCENES['notice'] ?? {} });
    const page = await openPage(browser, lane.address, { locale: 'de' });
    await page.getByText('Seite 1 von 2').waitFor();
    expect(await button(page, 'Weiter').count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    await button(page, 'Weiterlesen').click();
    await page.getByText('Seite 2 von 2').waitFor();
    expect(await button(page, 'Weiter').count()).toBe(1);
    expect(await axeFindings(page)).toEqual([]);
    await button(page, 'Zurück').click();
    await page.getByText('Seite 1 von 2').waitFor();
    expect(lane.events).toEqual([]);
  });

  it('can be left early by a button that says what it skips', async () => {
    const lane = await showLane({ view: SCENES['notice'] ?? {} });
    const page = await openPage(browser, lane.address, { locale: 'de' });
    await button(page, 'Weiter, ohne den Rest zu lesen').click();
    await expect.poll(() => lane.events).toEqual([{ kind: 'notice-acknowledged' }]);
  });

  it('is read to its end by one key before that key continues', async () => {
    const lane = await showLane({ view: SCENES['notice'] ?? {} });
    const page = await openPage(browser, lane.address, { locale: 'de' });
    await page.getByText('Seite 1 von 2').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Seite 2 von 2').waitFor();
    expect(lane.events).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(() => lane.events).toEqual([{ kind: 'notice-acknowledged' }]);
  });

  it('starts from its first page in another language', async () => {
    const lane = await showLane({ view: SCENES['notice'] ?? {} });
    const page = await openPage(browser, lane.address, { locale: 'de' });
    await button(page, 'Weiterlesen').click();
    await page.getByText('Seite 2 von 2').waitFor();
    await page.keyboard.press('l');
    await button(page, 'Polski').click();
    await page.getByText('Strona 1 z').waitFor();
  });
});
