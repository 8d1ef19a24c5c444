/** The calendar in a real browser, against a real server. */
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { duty } from '../../platform/access/fixtures/principals.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { employ } from '../../fixtures/employ.ts';
import { privacyOffice, type PrivacyOffice } from '../../privacy/fixtures/privacy-office.ts';
import { faultsOnceMore } from '../pages/examine-page.ts';

const DAY = 86_400_000;
const missing = missingConsole();

let browser: Browser;

/** A traveller was referred, and an officer's training ends before their duty. */
async function busyOffice(): Promise<PrivacyOffice> {
  const office = await privacyOffice();
  await office.refer(5);
  const now = Date.now();
  const term = { validFrom: now - DAY, validUntil: now + 200 * DAY, trainingValidUntil: now + 9 * DAY };
  await employ(office.server, 'p-otto', { ...duty('officer', term), id: '0'.repeat(32) });
  return office;
}

async function open(office: PrivacyOffice, role: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  onTestFinished(() => context.close());
  await context.request.post(`${office.server.url}/v1/development/sign-in`, { data: { role } });
  const page = await context.newPage();
  await page.goto(`${office.server.url}/#/calendar`);
  return page;
}

describe.skipIf(missing !== undefined)('the calendar', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('shows a privacy officer what is overdue first, with the reason and the page where it is done', async () => {
    const office = await busyOffice();
    const page = await open(office, 'privacy-officer');
    await page.getByText('2 dates are overdue.').waitFor();
    const overdue = page.getByRole('region', { name: 'Overdue' });
    await overdue.getByText('It has been neither signed nor made as PDF yet.').first().waitFor();
    expect(await axe(page)).toEqual([]);
    await overdue.getByRole('link', { name: 'Make and sign the record of processing' }).click();
    await page.getByRole('heading', { name: 'Record of processing' }).waitFor();
    await page.getByRole('button', { name: 'Sign, and ask a second person' }).first().waitFor();
    // A file counts too: it may have been signed on paper
    await page.goto(`${office.server.url}/#/privacy/record`);
    await page.getByLabel('Record', { exact: true }).selectOption('processing');
    await page.getByRole('button', { name: 'Make the file' }).click();
    await page.getByText('SHA-256 of the file').waitFor();
    await page.getByRole('link', { name: 'Calendar' }).click();
    await page.getByText('1 date is overdue.').waitFor();
    await page.getByText('Last signed or made as PDF on').waitFor();
  });

  it('shows an administrator duties, trainings and the server’s key, can be narrowed, and is saved as a file', async () => {
    const office = await busyOffice();
    const page = await open(office, 'administrator');
    await page.getByRole('link', { name: 'The training of p-otto ends: Officer' }).waitFor();
    expect(await page.getByText('Make and sign').count()).toBe(0);
    await page.getByLabel('Kind').selectOption('training-end');
    await page.getByText('1 date', { exact: true }).waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a calendar file' }).click();
    const file = readFileSync(await (await saved).path(), 'utf8');
    expect((await saved).suggestedFilename()).toBe('postern-calendar.ics');
    expect(file).toContain('SUMMARY:The training of p-otto ends: Officer');
    expect(file.match(/BEGIN:VEVENT/g)).toHaveLength(1);
  });

  it('passes axe in every look', async () => {
    const office = await busyOffice();
    const page = await open(office, 'auditor');
    await page
      .getByRole('link', { name: /p-otto/ })
      .first()
      .waitFor();
    expect(await faultsOnceMore(page)).toEqual([]);
  });

  it('is in German and French for browsers in these languages', async () => {
    const office = await busyOffice();
    const german = await open(office, 'administrator', { locale: 'de-DE' });
    await german.getByRole('link', { name: /Die Schulung von p-otto läuft ab/ }).waitFor();
    const french = await open(office, 'administrator', { locale: 'fr-FR' });
    await french.getByRole('link', { name: /La formation de p-otto expire/ }).waitFor();
  });

  it('can be used with the keyboard alone', async () => {
    const office = await busyOffice();
    const page = await open(office, 'administrator');
    await page
      .getByRole('link', { name: /p-otto/ })
      .first()
      .waitFor();
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press('Tab');
      if (String(await page.evaluate('document.activeElement?.textContent ?? ""')).includes('p-otto')) break;
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/decisions/);
  });
});
