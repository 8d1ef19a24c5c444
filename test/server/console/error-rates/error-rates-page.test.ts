/** The public page of error rates in a real browser. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { answersIn, GROUPS } from '../../../../server/contract/group-counts.ts';
import { falseMatchesOf } from '../../../../server/oversight/observatory/publication/compose-false-matches.ts';
import { groupsOf } from '../../../../server/oversight/observatory/publication/compose-groups.ts';
import { errorRateFileSchema } from '../../../../server/oversight/observatory/publication/error-rate-report.ts';
import { SEEDED_TEST } from '../../../support/seeded-test.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { expectedCounts } from '../../oversight/observatory/fixtures/expected-groups.ts';
import { publishedReport } from '../../oversight/observatory/fixtures/published-report.ts';

const missing = missingConsole('error-rates/index.html');

let browser: Browser;

describe.skipIf(missing !== undefined)('the page of error rates', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
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
    await page.getByRole('heading', { name: `Error rates of ${period}` }).waitFor();
    const row = page.getByRole('row', { name: 'All gates' });
    expect(await row.innerText()).toContain('1.96%');
    const file = page.getByRole('link', { name: 'Download the signed file' });
    expect(await file.getAttribute('href')).toBe(`/v1/error-rates/${period}`);
    expect(await axe(page)).toEqual([]);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBe(0);
    await page.getByLabel('Language').selectOption('de');
    await page.getByRole('heading', { name: `Fehlerraten für ${period}` }).waitFor();
  });

  it('shows the bound of seeded impostor tests, and says when there were none', { timeout: 300_000 }, async () => {
    const { server, period } = await publishedReport();
    const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const show = async () => {
      await page.goto(`${server.url}/error-rates`);
      await page.getByLabel('Month or year').selectOption(period);
      await page.getByRole('heading', { name: 'Impostors who were matched' }).waitFor();
    };
    await show();
    await page.getByText('No seeded test was made in this time.').waitFor();
    const content = { version: 1 as const, number: 4, validFrom: 0, tests: [SEEDED_TEST] };
    const falseMatches = falseMatchesOf({ content, digest: 'ab'.repeat(32) }, { from: Date.UTC(1969, 10), to: 0 });
    await page.route(`**/v1/error-rates/${period}`, async (route) => {
      const response = await route.fetch();
      const file = errorRateFileSchema.parse(await response.json());
      await route.fulfill({ response, json: { ...file, report: { ...file.report, falseMatches } } });
    });
    await show();
    expect(await page.getByRole('row', { name: 'Site north' }).last().innerText()).toContain('0.785%');
    await page.getByText('document 4, SHA-256 abababababababab').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBe(0);
  });

  it('shows groups of travellers, and states the difference of one', { timeout: 300_000 }, async () => {
    const { server, period } = await publishedReport();
    const ages = Object.fromEntries(GROUPS.age.map((group) => [group, 150_000]));
    const travellers = { ...ages, female: 460_000, male: 410_000, europe: 400_000, asia: 300_000, africa: 60_000 };
    const counts = expectedCounts(travellers, { '65-and-over': 3 });
    const groups = groupsOf([{ counts, travellers: answersIn(counts) }]);
    const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await page.route(`**/v1/error-rates/${period}`, async (route) => {
      const response = await route.fetch();
      const file = errorRateFileSchema.parse(await response.json());
      await route.fulfill({ response, json: { ...file, report: { ...file.report, groups } } });
    });
    await page.goto(`${server.url}/error-rates`);
    await page.getByLabel('Month or year').selectOption(period);
    await page.getByRole('heading', { name: 'Groups of travellers' }).waitFor();
    const oldest = page.getByRole('row', { name: '65 and over' });
    expect(await oldest.innerText()).toContain('times the rate of all others');
    expect(await page.getByRole('row', { name: 'Female' }).innerText()).not.toContain('times');
    expect(await page.getByRole('row', { name: 'Africa' }).count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBe(0);
  });
});
