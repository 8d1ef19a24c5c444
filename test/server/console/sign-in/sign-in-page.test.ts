/** Sign-in with the built pages in a real browser, with virtual authenticators, against a real server. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSync } from 'otplib';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { faultsOnceMore } from '../pages/examine-page.ts';
import { authenticatorsOf, type Authenticators, type VirtualAuthenticator } from './virtual-authenticator.ts';

const missing = missingConsole();

const MINUTE = 60_000;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** One server and one browser for all: each case continues from the state of the one before. */
describe.skipIf(missing !== undefined)('signing in', () => {
  const clock = handTurnedClock();
  let browser: Browser;
  let server: RunningServer;
  let origin: string;
  let dataDir = '';
  let stop = () => Promise.resolve();
  let annaPage: Page;
  let anna: VirtualAuthenticator;
  let annaKeys: Authenticators;
  let benPage: Page;
  const contexts: BrowserContext[] = [];

  async function openPage(hash = ''): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB' });
    contexts.push(context);
    const page = await context.newPage();
    await page.goto(`${origin}/${hash}`);
    return page;
  }

  /** Enrols a person with a code, and signs them in. */
  async function enrol(page: Page, code: string, person?: { name: string; id: string }) {
    const keys = await authenticatorsOf(page);
    const key = await keys.plugIn();
    await page.getByRole('link', { name: 'I have a code' }).click();
    await page.getByLabel('Code', { exact: true }).fill(code);
    await button(page, 'Continue').click();
    if (person !== undefined) {
      await page.getByLabel('Your name', { exact: true }).fill(person.name);
      await page.getByLabel('Your name at this server').fill(person.id);
    }
    await button(page, 'Make a passkey').click();
    await page.getByRole('link', { name: person?.name ?? 'Carla Third' }).waitFor();
    return { keys, key };
  }

  beforeAll(async () => {
    browser = await launchHeadlessShell();
    dataDir = mkdtempSync(join(tmpdir(), 'postern-sign-in-'));
    server = await runServer({ clock, passwords: true, dataDir, onEnd: (end) => (stop = end) });
    origin = `http://localhost:${server.port}`;
  });
  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await browser?.close();
    await stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('begins with a code that the server printed, and a passkey', async () => {
    annaPage = await openPage();
    await annaPage.getByRole('heading', { name: 'This server is new' }).waitFor();
    expect(await axe(annaPage)).toEqual([]);
    const [code = ''] = server.firstRun?.codes ?? [];
    ({ key: anna, keys: annaKeys } = await enrol(annaPage, code, { name: 'Anna First', id: 'anna-first' }));
    await annaPage.goto(`${origin}/#/people`);
    await annaPage.getByRole('heading', { name: 'People', exact: true }).waitFor();
    expect(await axe(annaPage)).toEqual([]);
  });

  it('takes a second administrator in another browser, and refuses the used code', async () => {
    const [spent = '', code = ''] = server.firstRun?.codes ?? [];
    benPage = await openPage('#/sign-in/code');
    await benPage.getByLabel('Code', { exact: true }).fill(spent);
    await button(benPage, 'Continue').click();
    await benPage.getByText('This code is not valid').waitFor();
    expect(await axe(benPage)).toEqual([]);
    await benPage.goto(`${origin}/#/sign-in`);
    await enrol(benPage, code, { name: 'Ben Second', id: 'ben-second' });
  });

  it('advises a second passkey, and requires a fresh proof before it is added', async () => {
    clock.turn(5 * MINUTE);
    await annaPage.goto(`${origin}/#/account`);
    await annaPage.getByText('Add a second one and keep it elsewhere').waitFor();
    expect(await axe(annaPage)).toEqual([]);
    await annaPage.getByLabel('Name of the new key').fill('In the safe');
    await button(annaPage, 'Add a passkey').click();
    const dialog = annaPage.getByRole('dialog', { name: 'Confirm who you are' });
    await dialog.waitFor();
    expect(await axe(annaPage)).toEqual([]);
    // Escape cancels, and the page says so.
    await annaPage.keyboard.press('Escape');
    await annaPage.getByText('This needs a fresh proof').first().waitFor();
    await button(annaPage, 'Add a passkey').click();
    await dialog.waitFor();
    await button(annaPage, 'Use my passkey').click();
    await dialog.waitFor({ state: 'detached' });
    await annaPage.getByText('This key is already registered for you.').waitFor();
    await annaKeys.plugIn('internal');
    await anna.touched(false);
    await button(annaPage, 'Add a passkey').click();
    await annaPage.getByText('In the safe').waitFor();
    await annaPage.getByText('Add a second one').waitFor({ state: 'detached' });
  });

  it('signs in with the remaining key, and does not let it be removed', async () => {
    await annaPage.getByRole('group', { name: 'Passkey My key' }).getByRole('button', { name: 'Remove' }).click();
    await annaPage.getByText('My key', { exact: true }).waitFor({ state: 'detached' });
    await anna.remove();
    await button(annaPage, 'Sign out').click();
    await button(annaPage, 'Sign in with a passkey').click();
    await annaPage.getByRole('link', { name: 'Anna First' }).waitFor();
    await annaPage.goto(`${origin}/#/account`);
    await annaPage.getByRole('group', { name: 'Passkey In the safe' }).getByRole('button', { name: 'Remove' }).click();
    await annaPage.getByText('This is your last way to sign in.').first().waitFor();
  });

  it('can be done by the keyboard alone, and ended elsewhere', async () => {
    await button(annaPage, 'Sign out').click();
    const send = button(annaPage, 'Sign in with a passkey');
    await send.waitFor();
    await annaPage.locator('body').press('Tab');
    for (let tabs = 0; tabs < 12; tabs++) {
      if (await send.evaluate((element) => element === element.ownerDocument.activeElement)) break;
      await annaPage.keyboard.press('Tab');
    }
    await annaPage.keyboard.press('Enter');
    await annaPage.getByRole('link', { name: 'Anna First' }).waitFor();
    await benPage.goto(`${origin}/#/people`);
    await benPage.getByRole('group', { name: 'Anna First' }).getByRole('button', { name: 'End sessions' }).click();
    const proof = benPage.getByRole('dialog', { name: 'Confirm who you are' });
    await proof.waitFor();
    await button(benPage, 'Use my passkey').click();
    await benPage.getByText('All their sessions are ended.').first().waitFor();
    await annaPage.reload();
    await button(annaPage, 'Sign in with a passkey').waitFor();
    await button(annaPage, 'Sign in with a passkey').click();
    await annaPage.getByRole('link', { name: 'Anna First' }).waitFor();
  });

  it('is recovered by two administrators: the old key no longer works, and the code makes a new one', async () => {
    await annaPage.goto(`${origin}/#/people`);
    await annaPage.getByLabel('Name', { exact: true }).fill('Carla Third');
    const name = annaPage.getByLabel('Name at this server');
    await expect.poll(() => name.inputValue()).toBe('carla-third');
    await name.fill('Carla T');
    await button(annaPage, 'Make a code').click();
    await annaPage.getByText('A name at this server has 3 to 32 small letters').waitFor();
    await name.fill('carla-third');
    await button(annaPage, 'Make a code').click();
    const invitation = annaPage.getByRole('group', { name: 'One-time code' });
    const carlaPage = await openPage('#/sign-in');
    await enrol(carlaPage, await invitation.locator('.code-card-code').innerText());
    await carlaPage.getByText('You have no duty now.').waitFor();

    await annaPage.reload();
    await annaPage.getByRole('group', { name: 'Carla Third' }).getByRole('button', { name: 'New keys' }).click();
    await annaPage.getByText('Another administrator must agree.', { exact: true }).waitFor();
    const first = await annaPage.getByRole('group', { name: 'One-time code' }).locator('.code-card-code').innerText();
    expect(await axe(annaPage)).toEqual([]);
    await benPage.reload();
    await button(benPage, 'Agree').click();
    const second = await benPage.getByRole('group', { name: 'One-time code' }).locator('.code-card-code').innerText();
    expect(await axe(benPage)).toEqual([]);

    await carlaPage.reload();
    await button(carlaPage, 'Sign in with a passkey').click();
    await carlaPage.getByText('The sign-in failed.').waitFor();
    const anew = await openPage('#/sign-in');
    await enrol(anew, `${first} ${second}`);
  });

  it('falls back to a password and a code, set on the account page, and waits after too many attempts', async () => {
    clock.turn(5 * MINUTE);
    await benPage.goto(`${origin}/#/account`);
    await benPage.getByText('Set them', { exact: true }).click();
    await button(benPage, 'Begin').click();
    await button(benPage, 'Use my passkey').click();
    const secret = (await benPage.locator('.password-secret').innerText()).replaceAll(' ', '');
    expect(await benPage.getByRole('img', { name: /secret of your code generator/ }).count()).toBe(1);
    const code = () => generateSync({ secret, epoch: Math.floor(clock.wallMs() / 1_000) });
    await benPage.getByLabel('New password').fill('password123456');
    await benPage.getByLabel('Code from the app').fill(code());
    await button(benPage, 'Set password').click();
    await benPage.getByText('one of the most common').waitFor();
    expect(await axe(benPage)).toEqual([]);
    await benPage.getByLabel('New password').fill('seven lorries under rain');
    await benPage.getByLabel('Code from the app').fill(code());
    await button(benPage, 'Set password').click();
    await benPage.getByText('Set them anew').waitFor();

    clock.turn(MINUTE);
    const page = await openPage('#/sign-in');
    await page.getByText('Sign in with a password and a code').click();
    const attempt = async (password: string) => {
      await page.getByLabel('Name', { exact: true }).fill('ben-second');
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByLabel('Code', { exact: true }).fill(code());
      await button(page, 'Sign in').click();
    };
    await attempt('a wrong password');
    await page.getByText('The sign-in failed.').waitFor();
    await attempt('seven lorries under rain');
    await page.getByRole('link', { name: 'Ben Second' }).waitFor();

    const stranger = await openPage('#/sign-in');
    await stranger.request.post(`${origin}/v1/session/password`, { data: {} });
    for (let times = 0; times < 5; times++) {
      const data = { name: 'anna-first', password: 'wrong', code: '000000' };
      await stranger.request.post(`${origin}/v1/session/password`, { data });
    }
    await stranger.getByText('Sign in with a password and a code').click();
    await stranger.getByLabel('Name', { exact: true }).fill('anna-first');
    await stranger.getByLabel('Password', { exact: true }).fill('wrong');
    await stranger.getByLabel('Code', { exact: true }).fill('000000');
    await button(stranger, 'Sign in').click();
    await stranger.getByText('Too many attempts. Wait').waitFor();
    await stranger.getByText(/^Try again in/).waitFor();
    expect(await axe(stranger)).toEqual([]);
  });

  it('offers development its invented people, who step up without a key', async () => {
    const page = await openPage('#/sign-in');
    await page.getByRole('button', { name: 'Administrator' }).click();
    await page.getByRole('link', { name: 'Development administrator' }).waitFor();
    await page.goto(`${origin}/#/people`);
    await page.getByLabel('Name', { exact: true }).fill('Dora Fourth');
    await page.getByLabel('Name at this server').fill('dora-fourth');
    await button(page, 'Make a code').click();
    await button(page, 'Development: confirm').click();
    await page.getByRole('group', { name: 'One-time code' }).waitFor();
  });

  it('passes axe in every look', async () => {
    const page = await openPage('#/sign-in');
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    await page.getByText('Sign in with a password and a code').click();
    expect(await faultsOnceMore(page)).toEqual([]);
    await page.goto(`${origin}/#/sign-in/lost`);
    await page.getByRole('heading', { name: 'I have lost my key' }).waitFor();
    expect(await faultsOnceMore(page)).toEqual([]);
  });

  it('names the address with passkeys on a page opened by IP address, and shows when the server is away', async () => {
    const page = await openPage('#/sign-in');
    await page.goto(`http://127.0.0.1:${server.port}/#/sign-in`);
    await page.getByText('Passkeys do not work at a bare address.').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.route('**/v1/session/passkey/options', (route) => route.abort());
    await button(page, 'Sign in with a passkey').click();
    await page.getByText('The server does not answer. Nothing was lost').waitFor();
  });
});
