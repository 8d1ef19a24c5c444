/** The built portal for people of partners in a real browser, with a virtual authenticator, against a real server. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileDigest } from '../../../../server/sharing/deliveries/delivery-file.ts';
import { lookAtDeliveries } from '../../../../server/sharing/watch-sharing.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingChromium } from '../../fixtures/chromium.ts';
import { everythingEntered } from '../../fixtures/entries-of.ts';
import { SAMPLE_PARTNER } from '../../sharing/fixtures/agreements.ts';
import { portalOffice } from '../../sharing/fixtures/partner-person.ts';
import { DAY_MS, datedAgreement } from '../../sharing/fixtures/sharing-office.ts';
import { deliveries, delivererOf } from '../../sharing/fixtures/sharing-year.ts';
import { authenticatorsOf } from '../sign-in/virtual-authenticator.ts';
import { missingPartnerPortal, PARTNER_PORTAL_FOLDER } from './missing-portal.ts';

const missing = missingChromium() ?? missingPartnerPortal();

const KIB = 1_024;
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const sidewaysPx = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
const VIEWS = [
  ['agreements', 'Vereinbarungen'],
  ['deliveries', 'Lieferungen'],
  ['verify', 'Eine Lieferung oder das Protokoll prüfen'],
  ['log', 'Protokoll Ihrer Behörde'],
  ['account', 'Mein Konto'],
] as const;

/** One server and one browser for all: each case continues from the state of the one before. */
describe.skipIf(missing !== undefined)('the portal of partners', () => {
  let browser: Browser;
  let office: Awaited<ReturnType<typeof portalOffice>>;
  let context: BrowserContext;
  let page: Page;
  let origin = '';
  let digest = '';
  let dataDir = '';
  let folder = '';
  let stop = () => Promise.resolve();
  const breaches: string[] = [];

  const view = async (name: string, title: string) => {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { name: title, exact: true }).waitFor();
  };

  /** Downloads by a button, and resolves to the bytes and the file. */
  const saved = async (name: string | RegExp) => {
    const [download] = await Promise.all([page.waitForEvent('download'), button(page, name).first().click()]);
    const path = join(folder, download.suggestedFilename());
    await download.saveAs(path);
    return { path, bytes: readFileSync(path) };
  };

  beforeAll(async () => {
    browser = await launchHeadlessShell();
    dataDir = mkdtempSync(join(tmpdir(), 'postern-partner-portal-'));
    folder = mkdtempSync(join(tmpdir(), 'postern-partner-files-'));
    office = await portalOffice({ dataDir, onEnd: (end) => (stop = end) });
    await office.enterParties();
    expect(await office.enter(datedAgreement())).toBeUndefined();
    await office.turn(66 * DAY_MS);
    await lookAtDeliveries(delivererOf(office.server));
    const [delivery] = await deliveries(office.server);
    digest = delivery?.digest ?? '';
    origin = `http://localhost:${office.server.partnerPortalPort}`;
    context = await browser.newContext({
      ...{ locale: 'en-GB', viewport: { width: 1440, height: 900 }, acceptDownloads: true },
    });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') breaches.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(origin) && !request.url().startsWith('blob:')) breaches.push(request.url());
    });
    await page.goto(origin);
  });
  afterAll(async () => {
    await context?.close();
    await browser?.close();
    await stop();
    for (const one of [dataDir, folder]) rmSync(one, { recursive: true, force: true });
  });

  it('lets a person make a code, and a passkey once two privacy officers have approved it', async () => {
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    expect(await axe(page)).toEqual([]);
    const authenticators = await authenticatorsOf(page);
    await authenticators.plugIn('internal');
    await page.getByRole('link', { name: 'I am new here' }).click();
    await button(page, 'Make a code').click();
    const [code = '', fingerprint = ''] = await page.locator('.portal-facts dd').allInnerTexts();
    await page.getByLabel('Code', { exact: true }).fill(code);
    await button(page, 'Continue').click();
    await page.getByText('This code is not valid').waitFor();
    expect(await axe(page)).toEqual([]);
    const roles = ['recipient', 'auditor'];
    const invite = { change: 'invite', party: SAMPLE_PARTNER.id, name: 'Stella', roles, code: fingerprint };
    expect(await office.decide('sharing-person', invite)).toBeUndefined();
    await button(page, 'Continue').click();
    await page.getByText('For Stella of statistics').waitFor();
    await page.getByLabel('Name of the passkey').fill('Office key');
    await button(page, 'Make a passkey').click();
    await page.getByRole('heading', { name: 'Agreements', exact: true }).waitFor();
    await page.getByText('Monthly statistics of travel').waitFor();
    expect(await axe(page)).toEqual([]);
    await button(page, 'Sign out').click();
    await button(page, 'Sign in with a passkey').click();
    await page.getByText('Monthly statistics of travel').waitFor();
  });

  it('downloads a delivery with its proof, and verifies both without a connection', async () => {
    await view('Deliveries', 'Deliveries');
    await page.getByText('Waits for the receipt').waitFor();
    expect(await axe(page)).toEqual([]);
    const file = await saved('Download');
    expect(fileDigest(file.bytes)).toBe(digest);
    await page.getByText('Its SHA-256 is the digest of the delivery').waitFor();
    await everythingEntered(office.server.context);
    const isPublished = async () => {
      // Each request is one of the 720 that a person has in an hour
      office.clock.turn(10_000);
      return page.evaluate<number>(`fetch('/v1/deliveries/${digest}/proof').then(({ status }) => status)`);
    };
    await expect.poll(isPublished, { interval: 300 }).toBe(200);
    const proof = await saved('Save the proof');
    await view('Verify', 'Verify a delivery or the log');
    await expect.poll(() => button(page, 'Verify').isEnabled()).toBe(true);
    await context.setOffline(true);
    const chosen = page.locator('input[type=file]');
    await chosen.setInputFiles([file.path, proof.path]);
    await button(page, 'Verify').click();
    await page.getByText('Signed by the border agency for your agency').waitFor();
    await page.getByText(/The ledger has it/).waitFor();
    expect(await axe(page)).toEqual([]);
    const changed = Buffer.from(file.bytes.toString().replace('"period":"2026-04"', '"period":"2026-05"'));
    await chosen.setInputFiles([
      { name: 'changed.json', mimeType: 'application/json', buffer: changed },
      { name: 'changed.tlog-proof', mimeType: 'text/plain', buffer: proof.bytes },
    ]);
    await button(page, 'Verify').click();
    await page.getByText('The signature does not fit the file').waitFor();
    await page.getByText('The proof does not prove this file: other-entry').waitFor();
    await context.setOffline(false);
  });

  it('shows every call, by search and as CSV, and verifies one with its proof, here and from the files', async () => {
    await view('Log', 'Log of your agency');
    await page.getByRole('cell', { name: 'First passkey made', exact: true }).waitFor();
    expect(await axe(page)).toEqual([]);
    const csv = await saved('Save as CSV');
    expect(csv.bytes.toString()).toMatch(/^id,time,by,person,call,agreement,delivery,kind,result,bytes\r\n/);
    expect(csv.bytes.toString()).toMatch(
      new RegExp(`Stella,[0-9a-f]{64},download,monthly-crossings,${digest},counts,done`),
    );
    await page.getByLabel('Search').fill('first passkey');
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await button(page, /^Verify First passkey made/).click();
    await page.getByText(/The ledger has it/).waitFor();
    expect(await axe(page)).toEqual([]);
    const proof = await saved(/^Save First passkey made/);
    await view('Verify', 'Verify a delivery or the log');
    await expect.poll(() => button(page, 'Verify').isEnabled()).toBe(true);
    const chosen = page.locator('input[type=file]');
    await chosen.setInputFiles([csv.path, proof.path]);
    await button(page, 'Verify').click();
    await page.getByText(/First passkey made · /).waitFor();
    const other = { mimeType: 'text/csv', buffer: Buffer.from(csv.bytes.toString().replace(',enrolled,', ',list,')) };
    await chosen.setInputFiles([{ name: 'log.csv', ...other }]);
    await button(page, 'Verify').click();
    await page.getByText('The ledger has another content of this call: it was changed.').waitFor();
  });

  it('is whole in German at the width of a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByLabel('Language').selectOption('de');
    for (const [id, title] of VIEWS) {
      await page.evaluate(`location.hash = '#/${id}'`);
      await page.getByRole('heading', { name: title, exact: true }).waitFor();
      expect([id, await sidewaysPx(page)]).toEqual([id, 0]);
      expect(await axe(page)).toEqual([]);
    }
  });

  it('ends all sessions', async () => {
    await page.getByLabel('Sprache').selectOption('en');
    await page.setViewportSize({ width: 1440, height: 900 });
    await view('My account', 'My account');
    await page.getByText('Office key').waitFor();
    await button(page, 'Sign out everywhere').click();
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    expect(await office.server.context.knex('sharing_sessions')).toEqual([]);
  });

  it('loads nothing from elsewhere, breaks no policy, and is small', () => {
    const unexpected = breaches.filter((one) => !/status of 4\d\d|ERR_INTERNET_DISCONNECTED/.test(one));
    expect(unexpected).toEqual([]);
    const assets = join(PARTNER_PORTAL_FOLDER, 'assets');
    const packed = readdirSync(assets)
      .filter((name) => /^partner-portal-.*\.(?:js|css)$/.test(name))
      .reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length, 0);
    expect(packed).toBeLessThan(64 * KIB);
  });
});
