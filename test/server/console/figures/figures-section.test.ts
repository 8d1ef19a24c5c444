/** The figures in a real browser, against a real server. */
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { inventFigures } from '../../border/figures/invented-figures.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { consoleWorld, type ConsoleWorld } from '../../fixtures/console-world.ts';

let browser: Browser;
let world: ConsoleWorld;

async function open(role: Role, section: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1_280, height: 800 }, ...options });
  onTestFinished(() => context.close());
  await world.signIn(context, role);
  const page = await context.newPage();
  await page.goto(`${world.url}/#/${section}`);
  return page;
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).waitFor();

describe.skipIf(missingConsole() !== undefined)('the figures', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
    world = await consoleWorld(2);
    const kioskIds = world.kiosks.map(({ id }) => id);
    await inventFigures(world.server.context.queue, kioskIds, Date.now());
  });
  afterAll(async () => {
    await world.close();
    await browser.close();
  });

  it('show each chart with its numbers and its unusual values to a supervisor, and pass axe', async () => {
    const page = await open('supervisor', 'figures');
    await page.getByRole('button', { name: 'Day' }).click();
    await heading(page, 'Travellers in each hour');
    for (const name of ['Share of travellers who are referred', 'Reasons of referrals', 'Time of each step, median'])
      await heading(page, name);
    expect(await page.locator('.chart canvas').count()).toBeGreaterThanOrEqual(4);
    const travellers = page.getByRole('region', { name: 'Travellers in each hour' });
    await travellers.getByText('Numbers').click();
    expect(await travellers.getByRole('row').count()).toBe(25);
    await page
      .getByRole('region', { name: 'Share of travellers' })
      .getByText(/usually .* to /)
      .first()
      .waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('are drawn again for one chosen lane', async () => {
    const page = await open('supervisor', 'figures');
    await page.getByLabel('Lane', { exact: true }).selectOption({ label: 'terminal-2, lane 2' });
    await expect.poll(() => page.getByRole('heading', { name: 'Comparison of lanes' }).count()).toBe(0);
    await page.getByLabel('Lane', { exact: true }).selectOption({ label: 'All lanes' });
    await heading(page, 'Comparison of lanes');
  });

  it('are saved as a file with a line for each hour', async () => {
    const page = await open('supervisor', 'figures');
    await page.getByRole('button', { name: 'Week' }).click();
    await heading(page, 'Travellers in each hour');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^figures-all-week-\d{4}-\d\d-\d\d\.csv$/);
    const lines = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(lines).toHaveLength(1 + 7 * 24);
  });

  it('show whole days of one site to an auditor, without lanes, and name the withheld counts', async () => {
    const page = await open('auditor', 'site-figures', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    await heading(page, 'Travellers in each day');
    await page.getByText(/^Counts from 1 to 9 are withheld/).waitFor();
    expect(await page.getByLabel('Lane', { exact: true }).count()).toBe(0);
    expect(await page.getByRole('heading', { name: 'Comparison of lanes' }).count()).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await axe(page)).toEqual([]);
  });
});
