/** Each page that a server shows without sign-in says whether it is a rehearsal. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { runServer } from '../../fixtures/running-server.ts';

const missing = missingConsole();
const PAGES = ['/', '/verify', '/declare', '/error-rates'] as const;

describe.skipIf(missing !== undefined)('the pages of a server', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it.each(['rehearsal', 'development'] as const)('in %s', async (mode) => {
    const server = await runServer({ mode });
    const context = await browser.newContext();
    const page = await context.newPage();
    for (const path of PAGES) {
      const brand = page.waitForResponse((response) => response.url().endsWith('/v1/brand'));
      await page.goto(`${server.url}${path}`);
      await (await brand).finished();
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      const banner = page.getByText('Nothing here has legal effect.');
      if (mode === 'rehearsal') await banner.waitFor();
      expect([path, await banner.count()]).toEqual([path, mode === 'rehearsal' ? 1 : 0]);
      if (mode === 'rehearsal') expect([path, await axe(page)]).toEqual([path, []]);
    }
    await context.close();
  });
});
