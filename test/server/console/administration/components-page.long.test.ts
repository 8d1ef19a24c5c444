/** The page of components, in a real browser, against a real server. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { listExceptions } from '../../../../server/lanes/components/exception-table.ts';
import { type PlacedFault, putCheck, replaceFindings } from '../../../../server/lanes/components/finding-table.ts';
import { importExport } from '../../../../server/lanes/components/osv/kept-export.ts';
import { duty, HOUR_MS } from '../../platform/access/fixtures/principals.ts';
import { EXAMPLES } from '../../lanes/components/osv-examples.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { employ } from '../../fixtures/employ.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';

const missing = missingConsole();
const DAY_MS = 86_400_000;

function fault(
  component: string,
  severity: PlacedFault['severity'],
  dueInDays: number,
  also: Partial<PlacedFault> = {},
): PlacedFault {
  const dueAt = Date.now() + dueInDays * DAY_MS + HOUR_MS;
  return {
    ...{ advisory: `GHSA-${component}-0001`, aliases: [`CVE-2026-${component.length}`], component, version: '1.2.3' },
    ...{ severity, score: 7.5, summary: `Fault of ${component}`, fixedVersion: '1.2.4', publishedAt: dueAt - DAY_MS },
    ...{ dueAt, onServer: true, lanes: [] },
    ...also,
  };
}

const FAULTS = [
  fault('ws', 'critical', -5, { lanes: ['north-1', 'north-2', 'north-3', 'north-4'] }),
  fault('lodash', 'high', 3),
  fault('json5', 'low', 80, { fixedVersion: undefined, score: undefined, onServer: false, lanes: ['north-1'] }),
];
const FIXED = fault('minimist', 'moderate', 10);

describe.skipIf(missing !== undefined)('the page of components', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'postern-components-'));
  const cookies = new Map<string, string>();
  let browser: Browser;
  let server: RunningServer;

  const open = async (person: string, locale = 'en-GB'): Promise<Page> => {
    const context = await browser.newContext({ locale, viewport: { width: 1_280, height: 800 } });
    onTestFinished(() => context.close());
    const [name = '', value = ''] = (cookies.get(person) ?? '').split('=');
    await context.addCookies([{ name, value, url: server.url }]);
    const page = await context.newPage();
    await page.goto(`${server.url}/#/administration/components`);
    await page.locator('#findings-title').waitFor();
    return page;
  };
  const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
  const rows = async (page: Page) =>
    (await page.getByRole('table', { name: 'Known faults' }).locator('tbody th bdi').allInnerTexts()).join(' ');

  beforeAll(async () => {
    browser = await launchHeadlessShell();
    server = await runServer({ dataDir, onEnd: () => undefined });
    const now = Date.now();
    const terms = { validFrom: now - HOUR_MS, validUntil: now + 99 * HOUR_MS, trainingValidUntil: now + 99 * HOUR_MS };
    for (const [person, role] of [
      ['one', 'administrator'],
      ['two', 'administrator'],
      ['reader', 'auditor'],
    ] as const) {
      cookies.set(person, (await employ(server, `p-${person}`, duty(role, terms))).cookie);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('says what to do before the first export', async () => {
    const page = await open('reader');
    await page.getByText('No export yet: known faults are not checked.').waitFor();
    await page.getByText('There are no exceptions.').waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('shows findings, the earliest deadline first, and finds them by state and words', async () => {
    const from = join(dataDir, 'export');
    mkdirSync(from);
    // A day of the export, so that the check of the server itself finds nothing
    const advisories = EXAMPLES.map(({ advisory }) => ({ ...advisory, modified: new Date().toISOString() }));
    writeFileSync(join(from, 'all.json'), JSON.stringify(advisories));
    const kept = await importExport(from, join(dataDir, 'advisories'), { nowMs: Date.now() });
    await server.context.queue.run(async (transaction) => {
      await replaceFindings(transaction, [...FAULTS, FIXED], Date.now() - DAY_MS);
      await replaceFindings(transaction, FAULTS, Date.now());
      const check = { digest: kept.digest, components: 312, lanesWithoutBill: ['south-9'], unreadableBills: [] };
      await putCheck(transaction, check, Date.now());
    });
    const page = await open('reader');
    await expect.poll(() => rows(page)).toBe('ws lodash json5');
    const ws = await rowOf(page, 'GHSA-ws-0001').innerText();
    for (const said of ['Critical', '1.2.4', '4 days late', 'Overdue', 'north-3 and 1 more', 'CVSS 7.5']) {
      expect(ws).toContain(said);
    }
    expect(await rowOf(page, 'GHSA-json5-0001').innerText()).toContain('no version yet');
    expect(await page.getByText('312 components checked').count()).toBe(1);
    expect(await page.getByText('south-9').count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Propose' }).count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    await page.getByLabel('State').selectOption({ label: 'Fixed' });
    await expect.poll(() => rows(page)).toBe('minimist');
    await page.getByLabel('State').selectOption({ label: 'Every state' });
    await page.getByLabel('Search').fill('CVE-2026-6');
    await expect.poll(() => rows(page)).toBe('lodash');
    await page.getByLabel('Search').fill('none of them');
    await page.getByText('No fault matches.').waitFor();
  });

  it('saves the shown findings as a file', async () => {
    const page = await open('reader');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as CSV' }).press('Enter');
    expect((await download).suggestedFilename()).toMatch(/^components-\d{4}-\d\d-\d\d\.csv$/);
  });

  it('proposes an exception with the keyboard; a second administrator approves it, and the auditor sees it', async () => {
    const page = await open('one');
    await rowOf(page, 'GHSA-lodash-0001').getByRole('button', { name: 'Propose an exception' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').waitFor();
    expect(await axe(page)).toEqual([]);
    await dialog.getByLabel('Reason').fill('Short.');
    await dialog.getByLabel('Last day').fill(new Date(Date.now() + 20 * DAY_MS).toISOString().slice(0, 10));
    await dialog.getByLabel('Last day').press('Enter');
    await dialog.getByText('Explain the reason in at least 20 characters.').waitFor();
    await dialog.getByLabel('Reason').fill('The function with the fault is not called here.');
    await dialog.getByLabel('Last day').press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const other = await open('two');
    await other.goto(`${server.url}/#/decisions`);
    await other.getByText('The fault GHSA-lodash-0001 is accepted until').first().waitFor();
    await other.getByRole('button', { name: 'Approve…' }).press('Enter');
    await other.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).press('Enter');
    await expect.poll(async () => (await listExceptions(server.context.knex)).length).toBe(1);
    const reader = await open('reader');
    await rowOf(reader, 'The function with the fault is not called here.').getByText('in force').waitFor();
    await rowOf(reader, 'CVE-2026-6').getByText('Accepted until').waitFor();
  });

  it.each([
    ['de-DE', 'Bekannte Fehler von Komponenten'],
    ['fr-FR', 'Défauts connus des composants'],
  ])('is translated: %s', async (locale, title) => {
    const page = await open('reader', locale);
    await page.getByRole('heading', { name: title }).waitFor();
    expect(await axe(page)).toEqual([]);
  });
});
