/** The customs section in a real browser: an officer's passkey makes the reading key and opens a sealed declaration. */
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { PublicMember } from '../../../support/office-key-list.ts';
import { changed, H1 } from '../../goods/declarations/fixtures/declarations.ts';
import { signedOffices, traderBench, type TraderBench } from '../../goods/declarations/fixtures/trader-bench.ts';
import { newMember, viewingOfficer } from '../../goods/declarations/fixtures/viewing-officer.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { authenticatorsOf } from '../sign-in/virtual-authenticator.ts';

const missing = missingConsole();

let browser: Browser;

async function contextWith(cookie: string, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  onTestFinished(() => context.close());
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, domain: 'localhost', path: '/' }]);
  return context;
}

const at = ({ server }: TraderBench, hash: string) => `http://localhost:${server.port}/${hash}`;

async function addPasskey(page: Page, bench: TraderBench): Promise<void> {
  await page.goto(at(bench, '#/account'));
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('Second key', { exact: true }).first().waitFor();
}

describe.skipIf(missing !== undefined)('the customs section', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('opens named groups with the officer’s passkey, and the trader sees the viewing', {
    timeout: 600_000,
  }, async () => {
    const dataDir = temporaryFolder();
    const before = await traderBench({ dataDir });
    const { cookie } = await viewingOfficer(before.server, 'p-corinna');
    const context = await contextWith(cookie);
    const page = await context.newPage();
    await (await authenticatorsOf(page)).plugIn('internal', true);
    await addPasskey(page, before);
    await page.goto(at(before, '#/customs/key'));
    await page.getByRole('button', { name: 'Show with the passkey' }).click();
    await page.getByRole('heading', { name: 'Fingerprint' }).waitFor();
    expect(await axe(page)).toEqual([]);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the public part' }).click();
    const member = JSON.parse(readFileSync(await (await saving).path(), 'utf8')) as PublicMember;
    expect(member.officerId).toBe('p-corinna');
    await before.server.close();

    // Two people have signed a list that names the officer's key
    const bench = await traderBench({ dataDir, key: before.key, offices: await signedOffices([member], 2) });
    const { id = '' } = (await bench.submit(H1)).json;
    await bench.submit(changed(H1, { '/lrn': undefined }));
    await page.goto(at(bench, '#/customs'));
    await page.getByRole('table', { name: 'Declarations' }).getByRole('row').nth(2).waitFor();
    await page.getByLabel('State', { exact: true }).selectOption('accepted');
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await page.getByLabel('Chapter, two digits').fill('99');
    await page.getByText('No declaration matches.').waitFor();
    await page.getByLabel('Chapter, two digits').fill('01');
    const show = page.getByRole('button', { name: /Show the declaration of trader-1/ });
    await show.focus();
    await page.keyboard.press('Enter');
    const open = page.getByRole('button', { name: 'Open with the passkey' });
    await open.click();
    await page.getByText('Choose a purpose and at least one group first.').first().waitFor();
    await page.getByLabel('Purpose', { exact: true }).selectOption('goods-check');
    await page.getByLabel('Goods', { exact: true }).check();
    await page.getByLabel('Parties', { exact: true }).check();
    expect(await axe(page)).toEqual([]);
    await open.click();
    await page.getByRole('cell', { name: 'Horses for breeding' }).waitFor();
    await page.getByRole('cell', { name: 'Prairie Breeders' }).waitFor();
    await page.getByText('18 05 000').first().waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close the groups' }).click();
    expect(await page.getByText('Prairie Breeders').count()).toBe(0);
    const { viewings } = (await bench.get('/v1/viewings')).json as { viewings?: unknown };
    expect(viewings).toMatchObject([{ declaration: id, purpose: 'goods-check', groups: ['parties', 'goods'] }]);
  });

  it('says why a declaration does not open, and that the development mode has no key', {
    timeout: 600_000,
  }, async () => {
    const bench = await traderBench({ offices: await signedOffices([newMember('p-corinna')]) });
    await bench.submit(H1);
    const { cookie } = await viewingOfficer(bench.server, 'p-corinna');
    const context = await contextWith(cookie);
    const page = await context.newPage();
    await (await authenticatorsOf(page)).plugIn('internal', true);
    await addPasskey(page, bench);
    await page.goto(at(bench, '#/customs'));
    await page.getByRole('button', { name: /Show the declaration of trader-1/ }).click();
    await page.getByLabel('Purpose', { exact: true }).selectOption('goods-check');
    await page.getByLabel('Goods', { exact: true }).check();
    await page.getByRole('button', { name: 'Open with the passkey' }).click();
    await page.getByText('The list of offices names another key of yours.').first().waitFor();

    const invented = await browser.newContext({ locale: 'de-DE' });
    onTestFinished(() => invented.close());
    await invented.request.post(`${bench.server.url}/v1/development/sign-in`, { data: { role: 'customs-officer' } });
    const german = await invented.newPage();
    await german.goto(`${bench.server.url}/#/customs/key`);
    await german.getByRole('button', { name: 'Mit dem Passkey zeigen' }).click();
    await german.getByText('Die erfundenen Personen des Entwicklungsmodus').first().waitFor();
    await german.goto(`${bench.server.url}/#/customs/declarations`);
    await german.getByRole('button', { name: /Anmeldung von trader-1 zeigen/ }).click();
    await german.getByText('Sie gehören keiner Zollstelle an').waitFor();
    expect(await axe(german)).toEqual([]);
  });
});
