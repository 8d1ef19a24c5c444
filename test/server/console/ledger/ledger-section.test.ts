/** The ledger's part of the console in a real browser, against a real server: for administrators, auditors and privacy officers. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { everythingPublished } from '../../fixtures/entries-of.ts';
import { PUBLISHED_SOON, runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { twoWitnesses } from '../../records/ledger/fixtures/started-witness.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { faultsOnceMore } from '../pages/examine-page.ts';

const missing = missingConsole();

let browser: Browser;

async function serverWithReports(options: Parameters<typeof runServer>[0] = {}): Promise<RunningServer> {
  const server = await runServer(options);
  const kiosk = testKiosk();
  await server.enrol(kiosk);
  for (let count = 0; count < 3; count++) await server.post('/v1/reports', kiosk.next().wire);
  return server;
}

async function open({ url }: RunningServer, role: string, path: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB' });
  onTestFinished(() => context.close());
  await context.request.post(`${url}/v1/development/sign-in`, { data: { role } });
  const page = await context.newPage();
  await page.goto(`${url}/#/ledger/${path}`);
  return page;
}

/** Opens the latest report's entry and verifies it. */
async function follow(page: Page): Promise<void> {
  await page.getByLabel('Kind').selectOption('report');
  const row = page.getByRole('row').filter({ hasText: 'A lane’s report' }).first();
  await row.getByRole('button', { name: /^Follow entry/ }).click();
  await page.getByRole('button', { name: 'Verify the entry' }).click();
  await page.getByText('Verified.').waitFor();
}

describe.skipIf(missing !== undefined)('the ledger’s part', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('shows heads and witnesses, verified in the page', async () => {
    const page = await open(await serverWithReports(), 'auditor', 'heads');
    await page.getByText('The log’s signature verifies').waitFor();
    await page.getByText('No witness cosigns this ledger').waitFor();
    expect(await page.getByRole('link', { name: 'Verify a proof file' }).getAttribute('href')).toBe('/verify');
    expect(await axe(page)).toEqual([]);
  });

  it('names each witness with the time of its cosignature, or its absence', async () => {
    const dataDir = temporaryFolder();
    const witnesses = await twoWitnesses(dataDir, 'log.example/test');
    onTestFinished(() => witnesses.close());
    await witnesses.stopSecond();
    const page = await open(await serverWithReports({ dataDir, policy: witnesses.policy }), 'auditor', 'heads');
    const row = (name: string) => page.locator('li', { hasText: name });
    await expect
      .poll(async () => {
        await page.reload();
        await page.getByText(/The log’s signature verifies|No head has been published/).waitFor();
        return row('data-protection')
          .getByText(/^Cosigned \d+ s ago$/)
          .count();
      })
      .toBe(1);
    await row('audit-office').getByText('Has not cosigned this head').waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('proves an entry to an administrator without its content, and to an auditor with its content', async () => {
    const server = await serverWithReports(PUBLISHED_SOON);
    await everythingPublished(server);
    const administrator = await open(server, 'administrator', 'entries');
    await follow(administrator);
    expect(await administrator.locator('.proof').innerText()).toContain('is not in the file');
    expect(await administrator.locator('main').innerText()).not.toMatch(/[0-9a-f]{32}/);
    const saved = administrator.waitForEvent('download');
    await administrator.getByRole('button', { name: 'Save the proof file' }).click();
    expect((await saved).suggestedFilename()).toMatch(/^entry-\d+\.tlog-proof$/);
    expect(readFileSync(await (await saved).path(), 'utf8')).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex \d+\n/);
    expect(await axe(administrator)).toEqual([]);
    const auditor = await open(server, 'auditor', 'entries');
    await follow(auditor);
    expect(await auditor.locator('.proof').innerText()).toContain('The server accepted report');
    expect(await axe(auditor)).toEqual([]);
  });

  it('can be used with the keyboard alone', async () => {
    const page = await open(await serverWithReports(), 'privacy-officer', 'heads');
    await page.getByRole('heading', { name: 'Heads of the ledger' }).waitFor();
    await page.getByRole('link', { name: 'Entries' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Entries' }).waitFor();
    await page
      .getByRole('button', { name: /^Follow entry/ })
      .first()
      .waitFor();
    const seen: string[] = [];
    for (let presses = 0; presses < 20 && !seen.includes('Follow'); presses++) {
      await page.keyboard.press('Tab');
      seen.push((await page.evaluate<string>('document.activeElement?.firstChild?.textContent ?? ""')).trim());
    }
    expect(seen).toContain('Follow');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Verify the entry');
  });

  it('is refused to other roles, and shows when the server is away', async () => {
    const server = await serverWithReports();
    const officer = await open(server, 'officer', 'entries');
    await officer.getByText('is not part of your duty').waitFor();
    expect(await officer.getByRole('link', { name: 'Ledger' }).count()).toBe(0);
    const page = await open(server, 'administrator', 'heads');
    await page.getByRole('heading', { name: 'Heads of the ledger' }).waitFor();
    await page.route('**/v1/ledger/**', (route) => route.abort());
    await page.getByRole('link', { name: 'Entries' }).click();
    await page.getByText('Entries stay in the ledger.').waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('passes axe in every look', async () => {
    const page = await open(await serverWithReports(), 'administrator', 'heads');
    for (const [view, there] of [
      ['Heads and witnesses', 'Witnesses'],
      ['Entries', 'Entries'],
    ] as const) {
      await page.getByRole('link', { name: view, exact: true }).click();
      await page.getByRole('heading', { name: there, exact: true }).waitFor();
      await page.getByRole('table').first().waitFor();
      expect([view, await faultsOnceMore(page)]).toEqual([view, []]);
    }
  });
});
