/** The help of each page and the manuals, in the built console. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { consoleWorld, type ConsoleWorld } from '../../fixtures/console-world.ts';

const missing = missingConsole();

const panel = (page: Page) => page.getByRole('complementary');
const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent.trim()');

describe.skipIf(missing !== undefined)('help', () => {
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

  async function open(role: Role | undefined, path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    onTestFinished(() => context.close());
    if (role !== undefined) await world.signIn(context, role);
    const page = await context.newPage();
    await page.goto(`${world.url}${path}`);
    await page.locator('main').first().waitFor();
    return page;
  }

  it.each<readonly [Role | undefined, string, string]>([
    ['supervisor', '/#/figures', 'Help: Figures'],
    ['auditor', '/#/privacy', 'Help: Erased'],
    [undefined, '/#/sign-in', 'Help: Sign in'],
    [undefined, '/verify', 'Help: Verify'],
  ])('for the %s at %s is “%s”', async (role, path, title) => {
    const page = await open(role, path);
    await page.getByRole('button', { name: 'Help', exact: true }).click();
    await panel(page).getByRole('heading', { name: title }).waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it.each<readonly [Role, string, string, string, string]>([
    ['officer', 'officer', 'Help: Watch', 'officer/second-look', 'Help: Second look'],
    ['administrator', 'administration/policies', 'Help: Policies', 'people', 'Help: People'],
  ])('for the %s at %s is “%s”, and at %s “%s”', async (role, path, title, nextPath, nextTitle) => {
    const page = await open(role, `/#/${path}`);
    await page.getByRole('button', { name: 'Help', exact: true }).click();
    await panel(page).getByRole('heading', { name: title }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.evaluate(`location.hash = '#/${nextPath}'`);
    await panel(page).getByRole('heading', { name: nextTitle }).waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('opens by F1 with the focus at its title, and Escape returns the focus to the button', async () => {
    const page = await open('officer', '/#/officer');
    await page.getByRole('link', { name: 'Handover', exact: true }).waitFor();
    await page.keyboard.press('F1');
    await panel(page).waitFor();
    await expect.poll(() => focused(page)).toMatch(/^Help: /);
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate('document.activeElement.ariaLabel')).toBe('Help');
  });

  it('follows to another page, which stays usable', async () => {
    const page = await open('officer', '/#/officer', { viewport: { width: 1_440, height: 900 } });
    await page.keyboard.press('F1');
    await panel(page).getByRole('heading', { name: 'Help: Watch' }).waitFor();
    await page.getByRole('link', { name: 'Handover', exact: true }).click();
    await panel(page).getByRole('heading', { name: 'Help: Handover' }).waitFor();
  });

  it('gives way when the focus moves to a control that it covers', async () => {
    const page = await open('officer', '/#/officer', { viewport: { width: 390, height: 844 } });
    await page.keyboard.press('F1');
    await panel(page).waitFor();
    await page.getByRole('link', { name: 'Handover', exact: true }).focus();
    await expect.poll(() => panel(page).count()).toBe(0);
    expect(await focused(page)).toBe('Handover');
  });

  it('is in German and French, from right to left and with text at 200 % without scrolling sideways', async () => {
    for (const [locale, word] of [
      ['de-DE', 'Zustände einer Verweisung'],
      ['fr-FR', 'États d’un renvoi'],
    ] as const) {
      const page = await open('officer', '/#/officer', { locale, viewport: { width: 390, height: 844 } });
      await page.keyboard.press('F1');
      await panel(page).getByRole('heading', { name: word }).waitFor();
      await page.evaluate("document.documentElement.dir = 'rtl'; document.documentElement.style.fontSize = '200%'");
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      // The page behind the panel may still be loading
      await expect.poll(async () => [locale, await page.evaluate(overflow)]).toEqual([locale, 0]);
    }
  });

  it('prints without the page behind it', async () => {
    const page = await open('officer', '/#/officer');
    await page.keyboard.press('F1');
    await panel(page).getByText('No one works on it yet').waitFor();
    await page.evaluate('window.print = () => { window.prints = document.documentElement.dataset.prints }');
    await panel(page).getByRole('button', { name: 'Print' }).click();
    expect(await page.evaluate('window.prints')).toBe('help');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.header').isVisible()).toBe(false);
    expect(await panel(page).getByText('No one works on it yet').isVisible()).toBe(true);
    expect(await page.locator('main').isVisible()).toBe(false);
    await page.evaluate("window.dispatchEvent(new Event('afterprint'))");
    expect(await page.locator('main').isVisible()).toBe(true);
    expect(await panel(page).isVisible()).toBe(false);
  });

  it('leads to the manual of the role, with the pages and words of that role', async () => {
    const page = await open('officer', '/#/officer');
    await page.keyboard.press('F1');
    const opened = page.context().waitForEvent('page');
    await panel(page).getByRole('link', { name: 'Officer' }).click();
    const manual = await opened;
    await manual.getByRole('heading', { name: 'Watch and decide' }).waitFor();
    await manual.getByRole('heading', { name: 'Pages and words' }).waitFor();
    await manual.getByText('No one works on it yet').waitFor();
    expect(await manual.getByRole('heading', { name: 'Kept now' }).count()).toBe(0);
    expect(await axe(manual)).toEqual([]);
  });

  it('opens a manual at the heading of a link', async () => {
    const page = await open('administrator', '/#/manual/administrator/a-stolen-kiosk');
    await expect.poll(() => focused(page)).toBe('A stolen kiosk');
  });
});
