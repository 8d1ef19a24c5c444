/** The built portal in a real browser, with a virtual authenticator, against a real server and its front. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PORTAL_FOLDER } from '../../../../server/goods/declarations/front/portal-files.ts';
import { changeRows } from '../../../../server/records/ledger/recorded/write-row.ts';
import { type Readers, readersDigest } from '../../../../server/goods/declarations/sealing/readers.ts';
import { H7 } from '../../goods/declarations/fixtures/declarations.ts';
import { enrolTrader } from '../../goods/declarations/fixtures/portal-browser.ts';
import { signedOffices, type TraderBench, traderBench } from '../../goods/declarations/fixtures/trader-bench.ts';
import { newMember, viewingOfficer } from '../../goods/declarations/fixtures/viewing-officer.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingChromium } from '../../fixtures/chromium.ts';
import { PUBLISHED_SOON } from '../../fixtures/running-server.ts';
import { type Authenticators, authenticatorsOf, type VirtualAuthenticator } from '../sign-in/virtual-authenticator.ts';

const isBuilt = existsSync(join(PORTAL_FOLDER, 'index.html'));
if (!isBuilt && process.env['CI'] === 'true') throw new Error('the portal has not been built, which CI requires');
const missing = missingChromium() ?? (isBuilt ? undefined : 'the portal has not been built (npm run build:screens)');
if (missing !== undefined) process.stderr.write(`skipped: ${missing}\n`);

const KIB = 1_024;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const sidewaysPx = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
const field = (page: Page, pointer: string) => page.locator(`[id="at${pointer.replaceAll('/', '-')}"]`);

const VIEWS = [
  ['declarations', 'Meine Anmeldungen'],
  ['new', 'Neue Anmeldung'],
  ['drafts', 'Entwürfe'],
  ['viewings', 'Einsichtnahmen durch den Zoll'],
  ['mandates', 'Vollmachten'],
  ['account', 'Mein Konto'],
] as const;

/** Fills a field by its pointer, after everything around it was opened. */
async function fill(page: Page, pointer: string, value: string): Promise<void> {
  await page.evaluate('document.querySelectorAll("details").forEach((one) => (one.open = true))');
  await field(page, pointer).fill(value);
}

/** Adds an entry to the list at a pointer. */
async function add(page: Page, pointer: string, name: string): Promise<void> {
  await page.evaluate('document.querySelectorAll("details").forEach((one) => (one.open = true))');
  await field(page, pointer)
    .getByRole('button', { name: `Add: ${name}`, exact: true })
    .click();
}

/** Fills the form with a declaration of low value. */
async function fillLowValue(page: Page, lrn: string, items: number): Promise<void> {
  const [item] = H7.goods;
  const texts: Record<string, string> = {
    '/lrn': lrn,
    '/declarant/id': H7.declarant.id,
    '/importer/name': H7.importer.name,
    '/importer/address/street': 'Ring 2',
    '/importer/address/country': 'DE',
    '/importer/address/postcode': '50667',
    '/importer/address/city': 'Köln',
    '/location/type': 'A',
    '/location/qualifier': 'U',
    '/location/country': 'DE',
    '/location/code': 'DEHAM',
  };
  for (const [pointer, text] of Object.entries(texts)) await fill(page, pointer, text);
  await add(page, '/fiscalReferences', 'Additional fiscal references');
  await fill(page, '/fiscalReferences/0/role', 'FR5');
  await fill(page, '/fiscalReferences/0/id', 'IM2760000001');
  for (let index = 0; index < items; index += 1) {
    if (index > 0) await button(page, 'Add an item').click();
    const at = `/goods/${index}`;
    await fill(page, `${at}/description`, item?.description ?? '');
    await fill(page, `${at}/commodity/hs`, '610510');
    await fill(page, `${at}/grossMass`, '0,3');
    await add(page, `${at}/additionalProcedures`, 'Additional procedures');
    await fill(page, `${at}/additionalProcedures/0`, 'C07');
    await fill(page, `${at}/intrinsicValue/amount`, '40');
    await fill(page, `${at}/intrinsicValue/currency`, 'EUR');
    for (const [entry, kind] of ['merchant', 'manufacturer'].entries()) {
      await add(page, `${at}/productIdentifiers`, 'Product identifiers');
      await fill(page, `${at}/productIdentifiers/${entry}/kind`, kind);
      await fill(page, `${at}/productIdentifiers/${entry}/value`, `M-${entry}`);
    }
  }
}

/** One server and one browser for all: each case continues from the state of the one before. */
describe.skipIf(missing !== undefined)('the portal', () => {
  let browser: Browser;
  let bench: TraderBench;
  let context: BrowserContext;
  let page: Page;
  let authenticators: Authenticators;
  let officeKey: VirtualAuthenticator;
  let origin = '';
  let dataDir = '';
  let stop = () => Promise.resolve();
  const breaches: string[] = [];

  beforeAll(async () => {
    browser = await launchHeadlessShell();
    dataDir = mkdtempSync(join(tmpdir(), 'postern-portal-'));
    bench = await traderBench({
      dataDir,
      ...PUBLISHED_SOON,
      offices: await signedOffices([newMember('p-cora')]),
      onEnd: (end) => (stop = end),
    });
    origin = `http://localhost:${bench.server.traders?.port}`;
    context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') breaches.push(`${message.text()} (${message.location().url})`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(origin)) breaches.push(request.url());
    });
    await page.goto(origin);
  });
  afterAll(async () => {
    await context?.close();
    await browser?.close();
    await stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('lets a person make a code, and a passkey once two administrators have approved it', async () => {
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    expect(await axe(page)).toEqual([]);
    authenticators = await authenticatorsOf(page);
    officeKey = await authenticators.plugIn('internal');
    await page.getByRole('link', { name: 'I am new here' }).click();
    await button(page, 'Make a code').click();
    const [code = '', fingerprint = ''] = await page.locator('.portal-facts dd').allInnerTexts();
    await page.getByLabel('Code', { exact: true }).fill(code);
    await button(page, 'Continue').click();
    await page.getByText('This code is not valid').waitFor();
    expect(await axe(page)).toEqual([]);
    const invite = { change: 'invite', trader: 'trader-1', name: 'Tara Trader', code: fingerprint };
    expect(await bench.decide(invite, 'trader-person')).toBeUndefined();
    await button(page, 'Continue').click();
    await page.getByText('For Tara Trader of trader-1').waitFor();
    await page.getByLabel('Name of the passkey').fill('Office key');
    await button(page, 'Make a passkey').click();
    await page.getByRole('heading', { name: 'My declarations' }).waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('signs in with the passkey', async () => {
    await button(page, 'Sign out').click();
    await button(page, 'Sign in with a passkey').click();
    await page.getByRole('heading', { name: 'My declarations' }).waitFor();
  });

  it('judges a declaration while it is typed, at its fields, and leads to each finding', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'New declaration' }).click();
    await page.getByLabel('Low value (H7)').check();
    await page.getByText(/elements missing/).waitFor();
    expect(await axe(page)).toEqual([]);
    await fill(page, '/location/country', 'QQQ');
    await page.locator('.form-fault', { hasText: 'CDS10010' }).waitFor();
    expect(await field(page, '/location/country').getAttribute('aria-invalid')).toBe('true');
    await button(page, 'Send').click();
    await page.getByText('The office would reject this').waitFor();
    await page.locator('.form-link', { hasText: 'Item 1 › Commodity code › Harmonized System' }).click();
    await expect.poll(() => page.evaluate('document.activeElement?.id')).toBe('at-goods-0-commodity-hs');
    expect(await axe(page)).toEqual([]);
  });

  it('files a declaration with two items, and shows its state', async () => {
    await fillLowValue(page, 'LRN-PORTAL-1', 2);
    await expect.poll(() => page.locator('.form-bar').innerText()).not.toMatch(/error|missing/);
    await button(page, 'Send').click();
    await page.getByRole('heading', { name: /^Low value/ }).waitFor();
    await page.getByText('Accepted', { exact: true }).waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await bench.server.context.knex('declarations').pluck('state')).toEqual(['accepted']);
    await button(page, 'Make a code').click();
    await page.getByRole('img', { name: 'QR code: shows this declaration at a lane' }).waitFor();
    expect(await page.locator('.goods-code-text .digest').textContent()).toMatch(/^GC1:[A-Z2-7]{138}$/);
    expect(await axe(page)).toEqual([]);
    await page.getByRole('link', { name: 'All my declarations' }).click();
    await page.locator('.portal-line').waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('seals a declaration in the browser, and sends no plaintext of it', { timeout: 600_000 }, async () => {
    const bodies: string[] = [];
    page.on('request', (request) => bodies.push(request.postData() ?? ''));
    await page.getByRole('navigation').getByRole('link', { name: 'New declaration' }).click();
    await page.getByLabel('Low value (H7)').check();
    await fillLowValue(page, 'LRN-SEALED-1', 1);
    await page.getByLabel('Seal before sending').check();
    expect(await axe(page)).toEqual([]);
    await expect.poll(() => page.locator('.form-bar').innerText()).not.toMatch(/error|missing/);
    const fingerprint = page.getByLabel('Fingerprint of the offices');
    await fingerprint.fill('0'.repeat(64));
    await button(page, 'Send').click();
    await page.getByText('other offices than those of the fingerprint').waitFor();
    const offered = (await (await fetch(`${origin}/v1/office-keys`)).json()) as Readers;
    await fingerprint.fill(readersDigest(offered));
    await button(page, 'Send').click();
    await page.getByRole('heading', { name: /^Low value/ }).waitFor();
    await page.getByText('Accepted', { exact: true }).waitFor();
    const { knex } = bench.server.context;
    expect(await knex('declaration_controls').where({ unscored: 'sealed-by-trader' })).toHaveLength(1);
    expect(bodies.join('').length).toBeGreaterThan(2_000);
    for (const value of ['LRN-SEALED-1', H7.importer.name, 'Cotton']) expect(bodies.join('')).not.toContain(value);
    // A reload forgets the choice
    await page.reload();
    await page.getByRole('link', { name: 'All my declarations' }).click();
    await page.locator('.portal-line').first().waitFor();
  });

  it('sends many files, reports on each, and files the same file once', async () => {
    await page.goto(`${origin}/#/files`);
    const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    const good = file('good.json', JSON.stringify({ ...H7, lrn: 'LRN-FILE-1' }));
    const chosen = [good, file('bad.xml', '<a>\n<b></a>'), file('late.json', JSON.stringify({ dataSet: 'H7' })), good];
    await page.getByLabel('Files', { exact: true }).setInputFiles(chosen);
    await button(page, 'Send all').click();
    await page.getByText('4 of 4 files are done.').waitFor();
    expect(await page.locator('.portal-list .badge').allInnerTexts()).toEqual([
      'Accepted',
      'Not taken',
      'Rejected',
      'Accepted',
    ]);
    await page.getByText(/not well-formed JSON or XML. Line 2/).waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await bench.server.context.knex('declarations').where({ format: 'json', state: 'accepted' })).toHaveLength(
      3,
    );
  });

  it('shows a viewing by an officer, and verifies its proof in the browser', { timeout: 300_000 }, async () => {
    await page.goto(`${origin}/#/viewings`);
    await page.getByText('No officer has opened a declaration of yours.').waitFor();
    const [id] = (await bench.server.context.knex('declarations').where({ state: 'accepted' }).pluck('id')) as string[];
    const officer = await viewingOfficer(bench.server, 'p-cora');
    expect((await officer.ask(id ?? '', ['goods', 'value'])).status).toBe(201);
    await expect
      .poll(
        async () => {
          await button(page, 'Refresh').click();
          await page.getByRole('heading', { name: /^Viewing 1/ }).waitFor();
          return button(page, 'Save the proof').count();
        },
        { interval: 1_000 },
      )
      .toBe(1);
    await page.getByText('Office DE000001: Check of the documents. Opened: Goods, Value.').waitFor();
    await button(page, 'Verify all').click();
    await page.getByText('No difference was found').waitFor();
    await page.getByText('1 viewing is verified.').waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('makes a key of a program, lists and ends it, and saves the person’s own data', { timeout: 300_000 }, async () => {
    await page.getByRole('link', { name: 'My account' }).click();
    await page.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
    await page.getByText('You have no key in use.').waitFor();
    await page.getByLabel('Name of the key').fill('Stock system');
    await button(page, 'Make a key').click();
    const key = await page.locator('.portal-key').innerText();
    expect((await bench.get('/v1/declarations', key)).status).toBe(200);
    expect((await bench.get('/v1/viewings', key)).json.code).toBe('scope-missing');
    expect(await axe(page)).toEqual([]);
    const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Save my data').click()]);
    expect(download.suggestedFilename()).toBe('declarations-own-data.json');
    const data = JSON.parse(readFileSync(await download.path(), 'utf8')) as Record<string, readonly unknown[]>;
    expect(data).toMatchObject({ keys: [{ name: 'Stock system' }], viewings: [{ number: 1, office: 'DE000001' }] });
    await page.getByRole('button', { name: 'End the key Stock system' }).click();
    await page.getByText('You have no key in use.').waitFor();
    expect((await bench.get('/v1/declarations', key)).json.code).toBe('key-refused');
  });

  it('gives a mandate, accepts another, and sends a file for its trader', { timeout: 600_000 }, async () => {
    await page.getByRole('link', { name: 'Mandates' }).click();
    await page.getByText('There is no mandate yet').waitFor();
    await page.getByLabel('Id of the other trader').fill('trader-2');
    await page.getByLabel('Our EORI number').fill('DE111111111');
    await button(page, 'Give the mandate').click();
    await page.getByText('trader-2 files for us').waitFor();
    const { browser: other } = await enrolTrader(bench, 'trader-2', 'Theo Trader');
    const terms = { representative: 'trader-1', kind: 'direct', dataSets: ['H7'], days: 30 };
    const given = { ...terms, identifier: H7.declarant.id };
    expect((await other.ask('POST', '/v1/session/mandates', given)).status).toBe(204);
    await page.reload();
    await page.getByRole('button', { name: 'Accept the mandate of trader-2' }).click();
    await page.getByText('In force', { exact: true }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.goto(`${origin}/#/files`);
    await page.getByLabel('Declared for').selectOption('trader-2');
    const text = JSON.stringify({ ...H7, lrn: 'LRN-FILE-2', representative: { id: 'DE555555555', status: '2' } });
    await page
      .getByLabel('Files', { exact: true })
      .setInputFiles({ name: 'for.json', mimeType: 'text/plain', buffer: Buffer.from(text) });
    await button(page, 'Send all').click();
    await page.getByText('1 of 1 files are done.').waitFor();
    expect(await page.locator('.portal-list .badge').allInnerTexts()).toEqual(['Accepted']);
    expect(await bench.server.context.knex('declarations').where({ filed_by: 'trader-1' })).toMatchObject([
      { trader: 'trader-2', state: 'accepted' },
    ]);
    await page.getByRole('link', { name: 'My declarations' }).click();
    await page.getByText('For trader-2').waitFor();
    await page.getByRole('link', { name: 'Mandates' }).click();
    for (let left = 2; left > 0; left -= 1) {
      await page.getByRole('button', { name: 'End the mandate with trader-2' }).first().click();
      await expect.poll(() => page.getByText('Ended', { exact: true }).count()).toBe(3 - left);
    }
  });

  it('seals a draft, opens it, and says clearly when the key is lost', { timeout: 600_000 }, async () => {
    const saved = (version: number) =>
      expect.poll(() => bench.server.context.knex('trader_drafts').pluck('version')).toEqual([version]);
    await page.getByRole('link', { name: 'New declaration' }).click();
    await fill(page, '/lrn', 'LRN-CANARY-DRAFT');
    await button(page, 'Save as a draft').click();
    await page.getByText('This browser has no key for drafts yet.').waitFor();
    await page.getByRole('link', { name: 'Drafts' }).click();
    await button(page, 'Make a key for drafts').click();
    const code = await page.locator('.portal-key').innerText();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('link', { name: 'New declaration' }).click();
    await button(page, 'Save as a draft').click();
    await page.getByText('The draft is saved.').waitFor();
    await saved(1);
    expect(JSON.stringify(await bench.server.context.knex('trader_drafts'))).not.toContain('CANARY');
    await fill(page, '/ucr', 'UCR-DRAFT');
    await button(page, 'Save as a draft').click();
    await saved(2);

    // Another browser, which lacks the key
    await page.reload();
    await page.getByRole('link', { name: 'Drafts' }).click();
    await button(page, 'Remove the key from this browser').click();
    await page.getByText('Cannot be opened: this browser does not have its key').waitFor();
    expect(await axe(page)).toEqual([]);
    const use = async (typed: string) => {
      await page.getByLabel('Code of your key').fill(typed);
      await button(page, 'Use the code').click();
    };
    await use(code.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')));
    await page.getByText('This code opens none of your drafts.').waitFor();
    await use(code.toLowerCase().replaceAll('-', ' '));
    await page.getByRole('button', { name: /^Open the draft .* LRN-CANARY-DRAFT$/ }).click();
    await page.getByRole('heading', { name: 'New declaration' }).waitFor();
    expect(await field(page, '/lrn').inputValue()).toBe('LRN-CANARY-DRAFT');
    // A change elsewhere in between is not overwritten
    await bench.server.context.queue.run((transaction) =>
      changeRows(transaction, 'trader_drafts', { version: 2 }, { version: 3 }),
    );
    await button(page, 'Save as a draft').click();
    await page.getByText('This draft was changed elsewhere in between.').waitFor();
    await button(page, 'Save as another draft').click();
    await page.getByText('The draft is saved.').waitFor();
    await page.getByRole('link', { name: 'Drafts' }).click();
    for (let left = 2; left > 0; left -= 1) {
      await expect.poll(() => page.getByRole('button', { name: /^Delete the draft/ }).count()).toBe(left);
      await page
        .getByRole('button', { name: /^Delete the draft/ })
        .first()
        .click();
    }
    await page.getByText('There is no draft yet').waitFor();
    expect(await bench.server.context.knex('trader_drafts')).toEqual([]);
  });

  it('asks for the passkey over the page when the session has ended, keeps the entries, and goes on', async () => {
    await page.goto(`${origin}/#/new`);
    await fill(page, '/lrn', 'L-KEPT');
    await context.clearCookies();
    await button(page, 'Save as a draft').click();
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    expect(await page.locator('#main').isVisible()).toBe(false);
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await dialog.waitFor({ state: 'detached' });
    // The request that was refused was sent again
    await page.getByText('The draft is saved.').waitFor();
    expect(await field(page, '/lrn').inputValue()).toBe('L-KEPT');
    await context.clearCookies();
    await page.getByRole('link', { name: 'Viewings' }).click();
    await dialog.getByRole('button', { name: 'Leave, and discard my entries' }).click();
    await button(page, 'Sign in with a passkey').click();
    await page.getByRole('heading', { name: 'Viewings by customs' }).waitFor();
  });

  it('says two minutes before that the session will end, and renews it', async () => {
    await page.clock.install();
    await page.goto(`${origin}/#/viewings`);
    await page.reload();
    await page.getByRole('heading', { name: 'Viewings by customs' }).waitFor();
    const stay = button(page, 'Stay signed in');
    await page.clock.fastForward(12 * 60_000);
    expect(await stay.count()).toBe(0);
    await page.clock.fastForward(60_000);
    await stay.click();
    await stay.waitFor({ state: 'detached' });
    // The server's session is open, whatever this computer's clock says
    await page.clock.fastForward(20 * 60_000);
    await button(page, 'Sign out').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.clock.resume();
  });

  it('keeps the last passkey, and signs out everywhere', { timeout: 300_000 }, async () => {
    await page.getByRole('link', { name: 'My account' }).click();
    await page.getByRole('button', { name: 'Remove the passkey Office key' }).click();
    await page.getByText('This is your last passkey.').waitFor();
    await button(page, 'Sign out everywhere').click();
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    await button(page, 'Sign in with a passkey').click();
    await page.getByRole('heading', { name: 'My declarations' }).waitFor();
  });

  it('adds a passkey of another authenticator, signs in with it, and removes the first', {
    timeout: 300_000,
  }, async () => {
    await page.getByRole('link', { name: 'My account' }).click();
    const add = async (name: string) => {
      await page.getByLabel('Name of the new passkey').fill(name);
      await button(page, 'Add a passkey').click();
    };
    await add('Office key again');
    await page.getByText('This device already holds a passkey of yours. Sign in with it.').waitFor();
    await officeKey.remove();
    await authenticators.plugIn('usb');
    await add('Second key');
    await page.getByRole('button', { name: 'Remove the passkey Second key' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await button(page, 'Sign out').click();
    await button(page, 'Sign in with a passkey').click();
    await page.getByRole('heading', { name: 'My declarations' }).waitFor();
    await page.getByRole('link', { name: 'My account' }).click();
    await page.getByRole('button', { name: 'Remove the passkey Office key' }).click();
    await page.getByRole('button', { name: 'Remove the passkey Office key' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Remove the passkey Second key' }).waitFor();
  });

  it('is operated with the keyboard alone', async () => {
    await page.goto(`${origin}/#/new`);
    await page.reload();
    await page.getByRole('heading', { name: 'New declaration' }).waitFor();
    const reached = new Set<string>();
    for (let press = 0; press < 40; press += 1) {
      await page.keyboard.press('Tab');
      reached.add(
        await page.evaluate<string>('document.activeElement?.id || document.activeElement?.textContent || ""'),
      );
    }
    expect([...reached].slice(0, 2)).toEqual(['To the content', 'Sign out']);
    expect([...reached].slice(3, 6)).toEqual(['My declarations', 'New declaration', 'Drafts']);
    expect(reached).toContain('My account');
    expect(reached).toContain('at-lrn');
  });

  it('fits windows of three sizes in German', async () => {
    for (const [view, title] of VIEWS) {
      await page.goto(`${origin}/#/${view}`);
      await page.getByLabel(/^(?:Language|Sprache)$/).selectOption('de');
      await page.getByRole('heading', { name: title, exact: true }).waitFor();
      for (const [width, height] of [
        [1440, 900],
        [1280, 800],
        [390, 844],
      ] as const) {
        await page.setViewportSize({ width, height });
        await expect.poll(() => sidewaysPx(page)).toBe(0);
      }
      expect(await axe(page)).toEqual([]);
    }
  });

  it('asks nothing of other sites and breaks no rule of its policy', () => {
    // The refused code of the first case, the file that is not well-formed, and the last passkey
    expect(breaches.filter((one) => !/status of (?:401|409|422)/.test(one))).toEqual([]);
  });
});

describe.skipIf(!isBuilt)('the portal’s bundle', () => {
  const assets = join(PORTAL_FOLDER, 'assets');

  it('is light: page and worker together stay under 160 KiB, compressed, without a language', () => {
    // The verification of proofs and the sealing are loaded when a person asks for them
    const names = readdirSync(assets).filter((name) => !/^(?:catalogue|verify-viewing|seal-here)-/.test(name));
    const bytes = names.reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name)), { level: 9 }).length, 0);
    expect(bytes).toBeGreaterThan(20 * KIB);
    expect(bytes).toBeLessThan(160 * KIB);
  });

  it('has nothing inline', () => {
    const html = readFileSync(join(PORTAL_FOLDER, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=/);
  });
});
