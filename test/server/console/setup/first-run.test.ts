/** The first run as a newcomer meets it: code, passkey, checklist, second administrator, site, lane, code for a kiosk, approval. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initialiseAuthority } from '../../../../server/lanes/fleet/authority.ts';
import { personIdSchema } from '../../../../server/platform/access/vocabulary.ts';
import { disablePerson } from '../../../../server/people/people/tables/people.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { authenticatorsOf } from '../sign-in/virtual-authenticator.ts';

const missing = missingConsole();
/** Longer than any step takes on a busy machine. */
const PHONE = { width: 390, height: 844 };

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const sidewaysPx = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
const part = (page: Page, name: string) => page.locator('li.setup-part', { has: page.getByRole('heading', { name }) });
const stateOf = (page: Page, name: string, word: string) => part(page, name).getByText(word, { exact: true }).waitFor();

/** Gives each fresh proof that a page asks for: on a busy machine a step may come more than five minutes after the sign-in. */
const GIVE_PROOFS = `new MutationObserver(() => {
  for (const one of document.querySelectorAll('dialog button[type=submit]')) {
    if (one.textContent === 'Use my passkey' && one.getAttribute('aria-disabled') !== 'true') one.click();
  }
}).observe(document, { subtree: true, childList: true })`;

/** One server and one browser for all: each case continues from the state of the one before. */
describe.skipIf(missing !== undefined)('the first run', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'postern-first-run-'));
  const contexts: BrowserContext[] = [];
  let browser: Browser;
  let server: RunningServer;
  let origin = '';
  let anna: Page;
  let ben: Page;

  async function openPage(hash: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    contexts.push(context);
    const page = await context.newPage();
    await page.addInitScript(GIVE_PROOFS);
    await (await authenticatorsOf(page)).plugIn();
    await page.goto(`${origin}/${hash}`);
    return page;
  }
  async function enrol(page: Page, name?: string, id = '') {
    await button(page, 'Continue').click();
    if (name !== undefined) {
      await page.getByLabel('Your name', { exact: true }).fill(name);
      await page.getByLabel('Your name at this server').fill(id);
    }
    await button(page, 'Make a passkey').click();
  }
  const pick = async (page: Page, name: string, text: string) => {
    const field = page.getByRole('combobox', { name, exact: true });
    await field.fill(text);
    await page.getByRole('option', { name: text }).first().waitFor();
    await field.press('ArrowDown');
    await field.press('Enter');
  };

  beforeAll(async () => {
    browser = await launchHeadlessShell();
    await initialiseAuthority(join(dataDir, 'fleet'), Date.now());
    server = await runServer({ dataDir, onEnd: () => undefined });
    origin = `http://localhost:${server.port}`;
  });
  afterAll(async () => {
    for (const context of contexts) await context.close();
    await browser?.close();
    await server?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('begins with a scanned code, which stays neither in the address nor in a request', async () => {
    const [code = ''] = server.firstRun?.codes ?? [];
    const asked: string[] = [];
    anna = await openPage('');
    anna.on('request', (request) => asked.push(request.url()));
    await anna.goto(`${origin}/#/sign-in/code/${code}`);
    await anna.reload();
    const field = anna.getByLabel('Code', { exact: true });
    await field.waitFor();
    await expect.poll(() => new URL(anna.url()).hash).toBe('#/sign-in/code');
    expect(await field.inputValue()).toBe(code);
    await enrol(anna, 'Anna First', 'anna-first');
    await anna.getByRole('heading', { name: 'Set up this server' }).waitFor();
    expect(asked.filter((url) => url.split('#')[0]?.includes(code.slice(0, 5)))).toEqual([]);
    await stateOf(anna, 'A second administrator', 'To do');
    await part(anna, 'A second administrator').getByText('1 administrator can act: anna-first.').waitFor();
    expect(await axe(anna)).toEqual([]);
  });

  it('leads every page of an administrator back to the checklist, and no page of others', async () => {
    await anna.goto(`${origin}/#/people`);
    await anna.getByRole('link', { name: /^Set-up: \d parts left$/ }).waitFor();
    await anna.getByText('Administrator, all sites, until').waitFor();
    expect(await axe(anna)).toEqual([]);
    const officer = await openPage('');
    await button(officer, 'Officer').click();
    await officer.getByRole('heading', { name: 'Waiting' }).or(officer.getByRole('navigation')).first().waitFor();
    expect(await officer.getByRole('link', { name: /^Set-up/ }).count()).toBe(0);
  });

  it('follows the second administrator: the part is done at once', async () => {
    const [, code = ''] = server.firstRun?.codes ?? [];
    ben = await openPage(`#/sign-in/code/${code}`);
    await ben.getByLabel('Code', { exact: true }).waitFor();
    await enrol(ben, 'Ben Second', 'ben-second');
    await stateOf(ben, 'A second administrator', 'Done');
    await anna.goto(`${origin}/#/setup`);
    await stateOf(anna, 'A second administrator', 'Done');
  });

  it('names a site and its lane, which a stale page cannot overwrite', async () => {
    await part(anna, 'Sites and lanes').getByRole('link', { name: 'Go to Sites' }).click();
    await anna.getByLabel('Name of the site').fill('Terminal 2, arrivals');
    await anna.getByLabel('Id', { exact: true }).fill('terminal-2');
    await pick(anna, 'Time zone', 'Europe/Lisbon');
    await button(anna, 'Name the site').click();
    await anna.getByRole('heading', { name: 'Terminal 2, arrivals' }).waitFor();
    await ben.goto(`${origin}/#/administration/sites`);
    await button(ben, 'Change the site').click();
    await button(anna, 'Change the site').click();
    const dialog = anna.getByRole('dialog');
    await dialog.getByLabel('Name of the site').fill('Terminal 2');
    expect(await axe(anna)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await anna.getByRole('heading', { name: 'Terminal 2', exact: true }).waitFor();
    await ben.getByRole('dialog').getByLabel('Name of the site').fill('Terminal 3');
    await ben.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await ben.getByText('Another administrator has changed it since you opened it.').waitFor();
    await button(ben, 'Cancel').click();

    await button(anna, 'Add a lane').click();
    await dialog.getByLabel('Number').fill('1');
    await dialog.getByLabel('Name of the lane').fill('Lane 1');
    await dialog.getByLabel('Position on the plan, to the right (metres)').fill('12,5');
    await dialog.getByRole('button', { name: 'Add the lane' }).click();
    await dialog.getByText('Positions are metres').waitFor();
    await dialog.getByLabel('Position on the plan, down (metres)').fill('3');
    await dialog.getByRole('button', { name: 'Add the lane' }).click();
    await anna.getByRole('cell', { name: '12.5, 3' }).waitFor();
    expect(await axe(anna)).toEqual([]);
  });

  it('makes a code for a kiosk at a lane on record, to copy, print and scan', async () => {
    await anna.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
    await anna.goto(`${origin}/#/administration/fleet`);
    await anna.getByLabel('Name of the kiosk').fill('t2-lane-1');
    await pick(anna, 'Site', 'Terminal 2');
    await pick(anna, 'Lane', 'Lane 1');
    await button(anna, 'Make a code').click();
    const card = anna.getByRole('group', { name: 'One-time code: enrol a kiosk' });
    await card.getByRole('img', { name: 'QR code: the code of the kiosk' }).waitFor();
    const code = await card.locator('.code-card-code').innerText();
    await button(anna, 'Copy').click();
    await card.getByText('Copied.').waitFor();
    expect(await anna.evaluate('navigator.clipboard.readText()')).toBe(code);
    expect(await axe(anna)).toEqual([]);
    // Only the card is on the paper
    await anna.evaluate('globalThis.print = () => undefined');
    await button(anna, 'Print').click();
    await anna.emulateMedia({ media: 'print' });
    expect(await anna.getByRole('heading', { name: 'Kiosks' }).isVisible()).toBe(false);
    expect(await anna.locator('.printed-card .code-card-code').innerText()).toBe(code);
    expect(await anna.locator('.printed-card').getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    await anna.emulateMedia({ media: 'screen' });
    await anna.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await anna.locator('.printed-card').count()).toBe(0);
  });

  it('invites a person, and two administrators give the duty', async () => {
    await anna.goto(`${origin}/#/people`);
    await anna.getByLabel('Name', { exact: true }).fill('Otto Third');
    await anna.getByLabel('Name at this server').fill('otto-third');
    await button(anna, 'Make a code').click();
    const card = anna.getByRole('group', { name: 'One-time code: sign in for the first time' });
    const code = await card.locator('.code-card-code').innerText();
    await card.getByText('otto-third').waitFor();
    expect(await axe(anna)).toEqual([]);
    const otto = await openPage(`#/sign-in/code/${code}`, { viewport: PHONE });
    await otto.getByLabel('Code', { exact: true }).waitFor();
    await enrol(otto);
    await otto.getByText('You have no duty now.').waitFor();

    await anna.goto(`${origin}/#/decisions`);
    await pick(anna, 'Person', 'Otto Third');
    await anna.getByLabel('Duty', { exact: true }).selectOption('officer');
    await pick(anna, 'Sites', 'Terminal 2');
    await button(anna, 'Propose').click();
    await anna.locator('main').getByText('Proposed. Another person must approve it.').first().waitFor();
    await ben.goto(`${origin}/#/setup`);
    await ben.getByText('1 proposal waits for you.').click();
    await button(ben, 'Approve…').click();
    await ben.getByRole('dialog').getByText('otto-third is given a duty: Officer.').waitFor();
    await ben.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
    await ben.locator('.badge').getByText('Approved', { exact: true }).waitFor();
    await ben.goto(`${origin}/#/people`);
    await ben.getByText('Officer, terminal-2, until').waitFor();
    await ben.goto(`${origin}/#/setup`);
    const roles = part(ben, 'People for each role');
    await roles.getByText('Supervisor at terminal-2: 0 of 2.').waitFor();
    await roles.getByText('Officer at terminal-2').waitFor({ state: 'detached' });
  });

  it('takes a statement, with a reason and a name, where the server cannot see', async () => {
    await part(ben, 'Backup').getByRole('button', { name: 'It is done where the server cannot see it…' }).click();
    await ben.getByRole('dialog').getByRole('button', { name: 'State it' }).click();
    await ben.getByText('Choose the reason.').waitFor();
    await ben.getByLabel('The host of the database makes the backups').check();
    expect(await axe(ben)).toEqual([]);
    await ben.getByRole('dialog').getByRole('button', { name: 'State it' }).click();
    await stateOf(ben, 'Backup', 'Stated by a person');
    await part(ben, 'Backup').locator('summary').click();
    await part(ben, 'Backup').getByText('Stated by ben-second').waitFor();
    expect(await part(ben, 'Witnesses of the ledger').getByRole('button').count()).toBe(0);
  });

  it('opens a part again when it comes undone', async () => {
    const leaves = personIdSchema.parse('anna-first');
    await server.context.queue.run((transaction) => disablePerson(transaction, leaves, Date.now()));
    await stateOf(ben, 'A second administrator', 'To do');
    await part(ben, 'A second administrator').getByText('1 administrator can act: ben-second.').waitFor();
  });

  it('fits a phone in dark colours, text of twice the size, and a page from right to left', async () => {
    await ben.setViewportSize(PHONE);
    await ben.emulateMedia({ colorScheme: 'dark' });
    for (const hash of ['#/setup', '#/administration/sites', '#/decisions', '#/people']) {
      await ben.goto(`${origin}/${hash}`);
      await ben.locator('main h2').first().waitFor();
      expect([hash, await sidewaysPx(ben), await axe(ben)]).toEqual([hash, 0, []]);
      await ben.evaluate("document.documentElement.style.fontSize = '200%'; document.documentElement.dir = 'rtl'");
      expect([hash, await sidewaysPx(ben)]).toEqual([hash, 0]);
      await ben.evaluate("document.documentElement.style.fontSize = ''; document.documentElement.dir = ''");
    }
  });
});
