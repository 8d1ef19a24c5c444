/** The reader's choice of colours, in the built console and on the page that verifies proofs. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { consoleWorld, type ConsoleWorld } from '../../fixtures/console-world.ts';

const missing = missingConsole();

const LIGHT = 'rgb(243, 245, 248)';
const DARK = 'rgb(13, 16, 21)';
const DARK_MORE = 'rgb(0, 0, 0)';

const groundOf = (page: Page) => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');

describe.skipIf(missing !== undefined)('theme', () => {
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

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB', colorScheme: 'light', ...options });
    onTestFinished(() => context.close());
    await world.signIn(context, 'officer');
    const page = await context.newPage();
    await page.goto(`${world.url}${path}`);
    await page.getByRole('button', { name: 'Display' }).waitFor();
    return page;
  }

  it.each(['/', '/verify'])('changes the colours of %s, and stays after a reload', async (path) => {
    const page = await open(path);
    expect(await groundOf(page)).toBe(LIGHT);
    await page.getByRole('button', { name: 'Display' }).click();
    await page.getByLabel('Dark').check();
    await expect.poll(() => groundOf(page)).toBe(DARK);
    await page.getByRole('group', { name: 'Contrast' }).getByLabel('More').check();
    await expect.poll(() => groundOf(page)).toBe(DARK_MORE);
    expect(await axe(page)).toEqual([]);
    await page.reload();
    expect(await groundOf(page)).toBe(DARK_MORE);
    await page.getByRole('button', { name: 'Display' }).click();
    expect(await page.getByLabel('Dark').isChecked()).toBe(true);
  });

  it('is there before anything is drawn', async () => {
    const page = await open('/', { colorScheme: 'dark' });
    await page.evaluate(`localStorage.setItem('postern-theme', '{"colours":"light","contrast":"system"}')`);
    // The program of the page never arrives: what is seen is the first paint
    await page.route('**/assets/console-*.js', (route) => route.abort());
    await page.reload();
    expect(await groundOf(page)).toBe(LIGHT);
  });

  it('follows the device until the reader chooses, and again afterwards', async () => {
    const page = await open('/', { colorScheme: 'dark' });
    expect(await groundOf(page)).toBe(DARK);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await groundOf(page)).toBe(LIGHT);
    await page.emulateMedia({ colorScheme: 'dark', contrast: 'more' });
    await expect.poll(() => groundOf(page)).toBe(DARK_MORE);
    await page.getByRole('button', { name: 'Display' }).click();
    await page.getByLabel('Light').check();
    await page.getByRole('group', { name: 'Colours' }).getByLabel('As on this device').check();
    await expect.poll(() => groundOf(page)).toBe(DARK_MORE);
  });

  it('ignores stored values of another form', async () => {
    const page = await open('/');
    for (const stored of ['{"colours":"<img>","contrast":[]}', '{', '"dark"', 'null']) {
      await page.evaluate(`localStorage.setItem('postern-theme', ${JSON.stringify(stored)})`);
      await page.reload();
      await page.getByRole('button', { name: 'Display' }).click();
      const isChecked = await page.getByRole('group', { name: 'Colours' }).getByLabel('As on this device').isChecked();
      expect([stored, await groundOf(page), isChecked]).toEqual([stored, LIGHT, true]);
    }
  });

  it('can be changed by keyboard, and Escape returns the focus to the button', async () => {
    const page = await open('/');
    await page.getByRole('button', { name: 'Display' }).focus();
    await page.keyboard.press('Enter');
    const isAtColours = () => page.evaluate<boolean>("document.activeElement?.matches('input[type=radio]') === true");
    for (let stops = 0; stops < 5 && !(await isAtColours()); stops += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => groundOf(page)).toBe(DARK);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('group', { name: 'Colours' }).count()).toBe(0);
    expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Display and language');
  });

  it('changes in a second window at once', async () => {
    const page = await open('/');
    const other = await page.context().newPage();
    await other.goto(`${world.url}/verify`);
    await page.getByRole('button', { name: 'Display' }).click();
    await page.getByLabel('Dark').check();
    await expect.poll(() => groundOf(other)).toBe(DARK);
  });

  it('prints dark ink on white paper', async () => {
    const page = await open('/', { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.documentElement).colorScheme')).toBe('light');
  });
});
