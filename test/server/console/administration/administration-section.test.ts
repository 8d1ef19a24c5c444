/** The administrators' and auditors' part of the console in a real browser, against a real server. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { initialiseAuthority } from '../../../../server/lanes/fleet/authority.ts';
import { ensurePlaces } from '../../../../server/records/sites/ensure-place.ts';
import { repositoryIn } from '../../../../server/lanes/releases/repository.ts';
import { openGates } from '../../../../server/border/roll-outs/follow-roll-outs.ts';
import { openFileKeys } from '../../../../server/platform/keys/file-keys.ts';
import { findKiosk } from '../../../../server/records/kiosks/kiosks.ts';
import { openPayloadsOf } from '../../../../server/records/proposals/proposal-table.ts';
import { listOpenCodes } from '../../../../server/lanes/fleet/enrolment-code-table.ts';
import { duty, HOUR_MS } from '../../platform/access/fixtures/principals.ts';
import { DAY, newReleases, release, termsOf } from '../../../support/release-fixture.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { everythingPublished } from '../../fixtures/entries-of.ts';
import { employ } from '../../fixtures/employ.ts';
import { PUBLISHED_SOON, runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { kioskIdOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { faultsOnceMore } from '../pages/examine-page.ts';

const missing = missingConsole();

/** One server and one browser for all: each case continues from the state of the one before. */
const RETURNED = {
  name: 'lane',
  running: 6,
  standing: 'in-use',
  returned: { version: 7, to: 6, why: 'devices', at: Date.UTC(2026, 10, 28) },
} as const;

describe.skipIf(missing !== undefined)('administration', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'postern-administration-'));
  const cookies = new Map<string, string>();
  let browser: Browser;
  let server: RunningServer;

  const open = async (
    role: Parameters<typeof duty>[0],
    path: string,
    options: BrowserContextOptions = {},
    prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
  ) => {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1_280, height: 900 }, ...options });
    onTestFinished(() => context.close());
    const [name = '', value = ''] = (cookies.get(role) ?? '').split('=');
    await context.addCookies([{ name, value, url: server.url }]);
    const page = await context.newPage();
    await prepare(page);
    await page.goto(`${server.url}/#/administration/${path}`);
    return page;
  };
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const rowOf = (page: Page, kioskId: string) =>
    page.getByRole('group', { name: 'Table: Kiosks of north' }).getByRole('row').filter({ hasText: kioskId });

  beforeAll(async () => {
    browser = await launchHeadlessShell();
    await initialiseAuthority(join(dataDir, 'fleet'), Date.now());
    server = await runServer({ dataDir, ...PUBLISHED_SOON, onEnd: () => undefined });
    const north = testKiosk(kioskIdOf('north-1'));
    await server.enrol(north, '1');
    await server.enrol(testKiosk(kioskIdOf('north-2'), 8), '2');
    const places = [{ site: 'north', lane: '3' }];
    await server.context.queue.run((transaction) => ensurePlaces(transaction, places, Date.now()));
    const devices = [{ kind: 'gate', health: 'faulted' }] as const;
    await server.post('/v1/status', north.status({ at: Date.now(), phase: 'out-of-service', devices: [...devices] }));
    await server.post('/v1/reports', north.next().wire);
    const releases = await newReleases(dataDir, Date.now());
    cpSync(releases.repository.folder, join(dataDir, 'releases'), { recursive: true });
    const own = { ...releases, repository: repositoryIn(join(dataDir, 'releases')) };
    await release(own, termsOf('notice', 1), 'first');
    const staged = { sites: [], returnUntil: Date.now() + DAY };
    await release(own, termsOf('notice', 2, { lanes: [kioskIdOf('north-1')], staged }), 'second');
    await openGates(server.context, own.repository);
    await server.post(
      '/v1/lane-releases',
      north.laneReleases({ at: Date.now(), checkedAt: Date.now(), software: RETURNED }),
    );
    const now = Date.now();
    const terms = { validFrom: now - HOUR_MS, validUntil: now + 99 * HOUR_MS, trainingValidUntil: now + 99 * HOUR_MS };
    for (const role of ['administrator', 'auditor', 'officer'] as const) {
      cookies.set(role, (await employ(server, `p-${role}`, duty(role, terms))).cookie);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('shows which kiosks are ready, and why the others are not', async () => {
    const page = await open('administrator', 'fleet');
    await page.getByText('0 of 2 ready.').waitFor();
    for (const said of ['Out of service', 'Gate: fault', 'none valid']) {
      expect(await rowOf(page, 'north-1').innerText()).toContain(said);
    }
    expect(await rowOf(page, 'north-2').innerText()).toContain('Never heard');
    expect(await axe(page)).toEqual([]);
  });

  it('releases: shows who holds what, holds a roll-out in one act, returns it after a question, and sets a freeze', async () => {
    const page = await open('administrator', 'releases');
    const release = page.getByRole('row').filter({ hasText: 'Notice main 2' }).first();
    await release.getByText('Laboratory: waits for its lanes').waitFor();
    const lanes = page.getByRole('group', { name: 'Table: Which lane holds what' });
    await lanes.getByRole('row').filter({ hasText: 'north-1' }).getByText('Notice main 1').first().waitFor();
    await lanes
      .getByText('returned to Software lane 6, because with Software lane 7 devices did not become ready')
      .waitFor();
    expect(await axe(page)).toEqual([]);
    await release.getByRole('button', { name: 'Hold', exact: true }).click();
    await release.getByText('Held:').waitFor();
    await release.getByRole('button', { name: 'Return', exact: true }).click();
    await button(page, 'Return from all lanes').click();
    await release.getByText('Returned:').waitFor();
    await page.getByLabel('Find a lane').fill('north-2');
    await page.getByText('1 of 2 lanes').waitFor();
    const [from, until] = [page.getByLabel('From', { exact: true }), page.getByLabel('Until', { exact: true })];
    await from.focus();
    await page.keyboard.type('209902300000');
    await page.keyboard.press('Tab');
    await page.getByText('This day does not exist.').waitFor();
    expect(await from.inputValue()).toBe('209902300000');
    await until.fill('2099-12-27 06:30');
    await button(page, 'Set freeze').click();
    expect(await from.evaluate((input) => input === input.ownerDocument.activeElement)).toBe(true);
    expect(await axe(page)).toEqual([]);
    await from.fill('209912202300');
    await from.press('Enter');
    await page.getByText('2099-12-20 23:00:00 UTC to 2099-12-27 06:30:00 UTC, set by').waitFor();
    await page.close();
  });

  it('makes a code with the keyboard alone, shows it once and withdraws it', async () => {
    // The known sites come after the administrator has typed
    let answer: () => void = () => undefined;
    const typed = new Promise<void>((resolve) => (answer = resolve));
    const page = await open('administrator', 'fleet', {}, async (opened) => {
      await opened.route('**/v1/sites', async (route) => {
        await typed;
        await route.continue();
      });
    });
    await page.getByLabel('Name of the kiosk').focus();
    for (const text of ['north-3', 'north', '3']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Tab');
    }
    answer();
    await page.locator('form:valid').filter({ hasText: 'Name of the kiosk' }).waitFor();
    await page.keyboard.press('Enter');
    const shown = page.getByRole('group', { name: 'One-time code: enrol a kiosk' });
    await shown.waitFor();
    expect(await shown.innerText()).toMatch(/postern-lane enrol --code ([0-9A-Z]{4}-){10}/);
    expect(await shown.evaluate('document.activeElement.ariaLabel')).toBe('One-time code: enrol a kiosk');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('heading', { name: 'Unused codes' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Unused codes' }).waitFor();
    expect(await shown.count()).toBe(0);
    await button(page, 'Withdraw the code of north-3').press('Enter');
    await page.getByRole('heading', { name: 'Unused codes' }).waitFor({ state: 'detached' });
    expect(await listOpenCodes(server.database.knex, Date.now())).toEqual([]);
  });

  it('reads the known sites again while the page is visible, and not while it is hidden', async () => {
    let asked = 0;
    const page = await open('administrator', 'fleet', {}, async (opened) => {
      opened.on('request', (request) => (asked += request.url().endsWith('/v1/sites') ? 1 : 0));
      await opened.clock.install();
    });
    await page.getByLabel('Name of the kiosk').waitFor();
    // The form asks after it is shown
    await expect.poll(() => asked).toBeGreaterThan(0);
    const show = (isHidden: boolean) =>
      page.evaluate(
        `Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${isHidden} });
         document.dispatchEvent(new Event('visibilitychange'))`,
      );
    await show(true);
    const first = asked;
    await page.clock.runFor(60_000);
    expect(asked).toBe(first);
    await show(false);
    await expect.poll(() => asked).toBeGreaterThan(first);
    const before = asked;
    await page.clock.runFor(30_000);
    await expect.poll(() => asked).toBeGreaterThan(before);
  });

  it('explains why no code was made', async () => {
    const page = await open('administrator', 'fleet');
    for (const [label, text] of [
      ['Name of the kiosk', 'north-4'],
      ['Site', 'north'],
      ['Lane', '1'],
    ] as const) {
      await page.getByLabel(label, { exact: true }).fill(text);
    }
    await page.locator('form:valid').filter({ hasText: 'Name of the kiosk' }).waitFor();
    await button(page, 'Make a code').click();
    await page.getByText('Another kiosk stands at this lane.').waitFor();
  });

  it('disables a kiosk after a confirmation, and not after Escape', async () => {
    const page = await open('administrator', 'fleet');
    const disable = button(page, 'Disable kiosk north-2');
    await disable.press('Enter');
    await page.getByRole('dialog', { name: 'Disable north-2?' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await findKiosk(server.database.knex, kioskIdOf('north-2'))).toMatchObject({ disabledAt: null });
    await disable.press('Enter');
    await button(page, 'Disable permanently').press('Enter');
    await rowOf(page, 'north-2').getByText('Disabled', { exact: true }).waitFor();
    expect(await findKiosk(server.database.knex, kioskIdOf('north-2'))).not.toMatchObject({ disabledAt: null });
    expect(await page.getByText('0 of 1 ready.').count()).toBe(1);
  });

  it('proposes the server’s next key with the keyboard alone, after entries with faults, and then shows the proposal', async () => {
    const keys = openFileKeys({ dataDir });
    const [present, next] = [bytesToHex(keys.signing.publicKey), bytesToHex((await keys.next.open()).publicKey)];
    const page = await open('administrator', 'fleet');
    const key = page.getByLabel('Next key', { exact: true });
    for (const [typed, fault] of [
      ['', 'A key has 64 characters'],
      [next.slice(1), 'A key has 64 characters'],
      [present, 'This is the present key.'],
    ] as const) {
      await key.fill(typed);
      await key.press('Enter');
      await page.getByText(fault).waitFor();
      expect([await key.inputValue(), await key.getAttribute('aria-invalid')]).toEqual([typed, 'true']);
      expect(await key.evaluate((input) => input === input.ownerDocument.activeElement)).toBe(true);
    }
    expect(await axe(page)).toEqual([]);
    const days = page.getByLabel('Overlap in days');
    await days.fill('91');
    await days.press('Enter');
    await page.getByText('This is the present key.').waitFor();
    await page.getByText('Enter days as numbers from 1 to 90.').waitFor();
    await key.fill('a'.repeat(64));
    await days.fill('30');
    await days.press('Enter');
    await page.locator('#content').getByText('The server’s next key is another one.').waitFor();
    expect(await key.inputValue()).toBe('a'.repeat(64));
    await key.focus();
    await key.fill('');
    await page.keyboard.type(` ${next.toUpperCase()} `);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.getByText('A key has 64 characters').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.getByText('It is proposed.').waitFor();
    const focused = await page.evaluate<string>('document.activeElement.textContent');
    expect([focused, await key.count()]).toEqual(['The server’s next signing key', 0]);
    expect(await axe(page)).toEqual([]);
    expect(await openPayloadsOf(server.database.knex, 'server-key', Date.now())).toEqual([{ next, overlapDays: 30 }]);
  });

  it('lists acts for the auditor, narrows them, and proves one', async () => {
    const page = await open('auditor', 'acts');
    await page.getByRole('row').filter({ hasText: 'fleet.disable' }).waitFor();
    await page.getByLabel('Act', { exact: true }).selectOption('fleet.enrol');
    await page.getByRole('row').filter({ hasText: 'code-withdrawn' }).waitFor();
    expect(await page.getByRole('cell', { name: 'fleet.disable' }).count()).toBe(0);
    await page.getByLabel('Person, by their name at this server').fill('p-unknown');
    await button(page, 'Show').click();
    await page.getByText('No act matches.').waitFor();
    await page.getByLabel('Person, by their name at this server').fill('NOBODY!');
    await button(page, 'Show').click();
    await page.getByText('This is not a valid name.').waitFor();
    await page.getByLabel('Person, by their name at this server').fill('p-administrator');
    await button(page, 'Show').click();
    await button(page, /^Follow Issue a kiosk.s one-time code/)
      .first()
      .press('Enter');
    const proof = page.locator('.proof');
    await everythingPublished(server);
    await button(page, 'Verify the act').click();
    await proof.getByText('Verified.').waitFor();
    expect(await proof.innerText()).toContain("p-administrator as Administrator did: Issue a kiosk's one-time code.");
    expect(await axe(page)).toEqual([]);
  });

  it('shows the fleet to the auditor, without any button', async () => {
    const page = await open('auditor', 'fleet');
    await rowOf(page, 'north-1').waitFor();
    expect(await page.getByRole('heading', { name: 'Enrol a kiosk' }).count()).toBe(0);
    expect(await page.getByLabel('Next key').count()).toBe(0);
    expect(await button(page, /^Disable kiosk/).count()).toBe(0);
  });

  it('shows a denied view and an absent server as such', async () => {
    const officer = await open('officer', 'fleet');
    await officer.getByText('is not part of your duty').waitFor();
    const page = await open('administrator', 'acts');
    await page.getByText('This is not part of your duty.').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.route('**/v1/fleet/**', (route) => route.abort());
    await page.getByRole('link', { name: 'Fleet' }).click();
    await page.getByText('Lanes continue without it.').waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('passes axe in every look', async () => {
    for (const [role, view, there] of [
      ['administrator', 'fleet', 'Enrol a kiosk'],
      ['administrator', 'policies', 'Policies that lanes run'],
      ['auditor', 'acts', 'Acts'],
    ] as const) {
      const page = await open(role, view);
      await page.getByRole('heading', { name: there }).waitFor();
      await page.getByRole('table').first().waitFor();
      expect([view, await faultsOnceMore(page)]).toEqual([view, []]);
    }
  });
});
