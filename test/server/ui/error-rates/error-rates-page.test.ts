/** The public page of error rates in a real browser. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { axe } from '../../fixtures/axe.ts';
import { launchChromium, missingConsole } from '../../fixtures/chromium.ts';
import { publishedReport } from '../../observatory/fixtures/published-report.ts';

const missing = missingConsole('error-rates/index.html');
const WAIT = { timeout: 120_000 };

let browser: Browser;

describe.skipIf(missing !== undefined)('the page of error rates', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('shows the latest report without sign-in, with its files, on a phone and in German', {
    timeout: 300_000,
  }, async () => {
    const { server, period } = await publishedReport();
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await page.goto(`${server.url}/error-rates`);
    await page.getByLabel('Month or year').selectOption(period);
    await page.getByRole('heading', { name: `Error rates of ${period}` }).waitFor(WAIT);
    const row = page.getByRole('row', { name: 'All gates' });
    expect(await row.innerText()).toContain('1.96%');
    const file = page.getByRole('link', { name: 'Download the signed file' });
    expect(await file.getAttribute('href')).toBe(`/v1/error-rates/${period}`);
    expect(await axe(page)).toEqual([]);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBe(0);
    await page.getByLabel('Language').selectOption('de');
    await page.getByRole('heading', { name: `Fehlerraten für ${period}` }).waitFor(WAIT);
  });
});
