/** The page of the brand in a real browser: one administrator proposes, another approves, and every page shows it. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duty, HOUR_MS } from '../../platform/access/fixtures/principals.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { employ } from '../../fixtures/employ.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const missing = missingConsole();
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 2"><rect width="8" height="2" fill="#123456"/></svg>';

describe.skipIf(missing !== undefined)('the page of the brand', () => {
  const contexts: BrowserContext[] = [];
  let browser: Browser;
  let server: RunningServer;

  const open = async (address: string, cookie?: string): Promise<Page> => {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1_440, height: 900 } });
    contexts.push(context);
    const [name = '', value = ''] = (cookie ?? '').split('=');
    if (cookie !== undefined) await context.addCookies([{ name, value, url: server.url }]);
    const page = await context.newPage();
    await page.goto(`${server.url}/${address}`);
    return page;
  };
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const shownName = (page: Page) => page.locator('.brand-name bdi').first();

  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    for (const context of contexts) await context.close();
    await browser?.close();
  });

  it('refuses a colour that cannot be read, and shows the approved brand on each page', async () => {
    server = await runServer({ dataDir: temporaryFolder() });
    const now = Date.now();
    const terms = { validFrom: now - HOUR_MS, validUntil: now + 99 * HOUR_MS, trainingValidUntil: now + 99 * HOUR_MS };
    const cookieOf = async (name: string) => (await employ(server, name, duty('administrator', terms))).cookie;
    const [anna, berta] = [await cookieOf('p-anna'), await cookieOf('p-berta')];

    const page = await open('#/administration/brand', anna);
    await page.getByLabel('Name of the agency').fill('Border agency');
    await page
      .getByLabel('Logo')
      .setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(SVG) });
    await page.getByText('Drawn as 640 × 160 pixels.').waitFor();
    await page.getByLabel('Own colours').check();
    await page.getByLabel('Accent on light, and on lanes').fill('#ffff00');
    const useNearest = page.getByRole('button', { name: /^Use #/ });
    await useNearest.waitFor();
    await button(page, 'Propose').click();
    await page.getByText('One of the colours is hard to read. Use the nearest one that passes.').waitFor();
    const proposals = () => server.ask('/v1/proposals', { headers: { cookie: berta } });
    expect((await proposals()).text).not.toContain('Border agency');
    await useNearest.click();
    await useNearest.waitFor({ state: 'detached' });
    expect(await axe(page)).toEqual([]);
    await button(page, 'Propose').click();
    await page.getByRole('status').getByRole('link', { name: 'Decisions' }).waitFor();
    // One person changes nothing
    expect(await shownName(page).textContent()).toBe('Postern');

    const second = await open('#/decisions', berta);
    await button(second, 'Approve…').click();
    const dialog = second.getByRole('dialog');
    await dialog.getByText('Border agency').first().waitFor();
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
    await second.locator('.badge').getByText('Approved', { exact: true }).waitFor();

    for (const address of ['', 'verify', 'verify#receipt']) {
      const seen = await open(address);
      await seen.locator('.brand-name img').first().waitFor();
      expect([address, await shownName(seen).textContent()]).toEqual([address, 'Border agency']);
      const accent = await seen.evaluate<string>(
        `getComputedStyle(document.documentElement).getPropertyValue('--accent')`,
      );
      expect(accent).not.toContain('#ffff00');
      expect(await axe(seen)).toEqual([]);
    }
  });
});
