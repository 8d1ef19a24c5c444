/** The header takes one row at 1280 pixels for each role and language, and leads to every section. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { casesOf } from '../../../support/extent.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { consoleWorld, type ConsoleWorld } from '../../fixtures/console-world.ts';

const missing = missingConsole();

const ROLES = [
  'officer',
  'supervisor',
  'privacy-officer',
  'auditor',
  'administrator',
] as const satisfies readonly Role[];
/** Two rows of targets are 88 pixels high. */
const ONE_ROW_PX = 70;

const height = (page: Page) => page.evaluate<number>('document.querySelector(".header").offsetHeight');
const moreOf = (page: Page) => page.locator('.menu .drop > button');
const sideways = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

describe.skipIf(missing !== undefined)('header', () => {
  let browser: Browser;
  let world: ConsoleWorld;
  beforeAll(async () => {
    browser = await launchHeadlessShell();
    world = await consoleWorld(1);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  async function open(role: Role, locale: string, width = 1_280): Promise<Page> {
    const context = await browser.newContext({ locale, viewport: { width, height: 800 } });
    await world.signIn(context, role);
    const page = await context.newPage();
    await page.goto(`${world.url}/#/account`);
    await page.locator('main h2').first().waitFor();
    await page.locator('.menu').waitFor();
    return page;
  }

  const LANGUAGES_OF_ROLES = ROLES.flatMap((role) =>
    ['en-GB', 'de-DE', 'fr-FR'].map((locale) => [role, locale] as const),
  );
  // German has the longest words, and an administrator the most sections
  const isMain = (role: Role, locale: string) => locale === 'de-DE' || (role === 'administrator' && locale === 'fr-FR');
  it.each(casesOf(LANGUAGES_OF_ROLES, ([role, locale]) => isMain(role, locale)))(
    'is one row for the %s in %s, from left to right and from right to left, and shows every section',
    async (role, locale) => {
      const page = await open(role, locale);
      for (const dir of ['ltr', 'rtl']) {
        await page.evaluate(`document.documentElement.dir = '${dir}'`);
        await expect.poll(() => height(page)).toBeLessThan(ONE_ROW_PX);
        expect(await page.evaluate(sideways)).toBe(0);
      }
      const inRow = () => page.locator('.menu-row a:visible').count();
      expect(await inRow()).toBeGreaterThan(0);
      const all = await page.locator('.menu-row a').count();
      if ((await inRow()) < all) {
        await moreOf(page).click();
        // The row is measured again after the direction changed, which may be after this click
        await expect.poll(async () => (await inRow()) + (await page.locator('.menu-rest a').count())).toBe(all);
        expect(await page.evaluate(sideways)).toBe(0);
        expect(await axe(page)).toEqual([]);
      }
      await page.context().close();
    },
  );

  it('leads to a section without space by the keyboard, and names it to a screen reader at the button', async () => {
    const page = await open('administrator', 'de-DE', 1_200);
    await moreOf(page).focus();
    await page.keyboard.press('Enter');
    const last = page.locator('.menu-rest a').last();
    const title = await last.innerText();
    // Links that are not shown are not reached either
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate('getComputedStyle(document.activeElement).visibility')).toBe('visible');
    await moreOf(page).focus();
    if ((await moreOf(page).getAttribute('aria-expanded')) === 'false') await page.keyboard.press('Enter');
    await last.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => moreOf(page).getAttribute('aria-label')).toBe(`Weitere Bereiche: ${title}`);
    expect(await moreOf(page).innerText()).toBe('Weitere');
    // The panel closes when the focus moves to the new section
    await expect.poll(() => moreOf(page).getAttribute('aria-expanded')).toBe('false');
    // Escape returns to the button
    await moreOf(page).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-expanded")')).toBe('false');
    await page.context().close();
  });

  it('shows all sections again in a wider window', async () => {
    const page = await open('administrator', 'de-DE', 1_200);
    await moreOf(page).waitFor();
    await page.setViewportSize({ width: 2_000, height: 800 });
    await moreOf(page).waitFor({ state: 'detached' });
    expect(await page.locator('.menu-row a:visible').count()).toBe(await page.locator('.menu-row a').count());
    await page.context().close();
  });
});
