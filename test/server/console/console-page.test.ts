/** The built console in a real browser, against a real server. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Report } from '../../../server/contract/report.ts';
import { analyse, axe } from '../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../fixtures/chromium.ts';
import { runServer, type RunningServer } from '../fixtures/running-server.ts';
import { referredReport, transactionOf } from '../fixtures/sample-report.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { testKiosk, type TestKiosk } from '../fixtures/test-kiosk.ts';
import { faultsInLooks } from './pages/examine-page.ts';

const missing = missingConsole();

let browser: Browser;

const OUTCOMES = '#/officer/outcomes';

async function openPage(url: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB' });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  if (!url.startsWith('http')) {
    await page.goto(url);
    return page;
  }
  await signIn(context, url);
  // A referral is read out that was not in the list before: the list has to have been there
  const listed = page.waitForResponse((response) => response.url().endsWith('/v1/referrals'));
  await page.goto(`${url}/${OUTCOMES}`);
  await listed;
  return page;
}

async function signIn(context: BrowserContext, url: string): Promise<void> {
  await context.request.post(`${url}/v1/development/sign-in`, { data: { role: 'officer' } });
}

const referral = (kiosk: TestKiosk, number: number, over: Partial<Report> = {}) => {
  const { outcome, reasons, checks } = referredReport();
  return kiosk.next({ outcome, reasons, checks, transactionId: transactionOf(number), ...over });
};

const clearance = (kiosk: TestKiosk, number: number) => kiosk.next({ transactionId: transactionOf(number) });

/** A server that has a cleared traveller, a referred one who was decided on, and an alarm. */
async function busyServer(dataDir?: string): Promise<{ server: RunningServer; kiosk: TestKiosk }> {
  const server = await runServer(dataDir === undefined ? {} : { dataDir });
  const kiosk = testKiosk();
  await server.enrol(kiosk, '7');
  await server.post('/v1/reports', kiosk.next().wire);
  await server.post('/v1/reports', referral(kiosk, 2).wire);
  await server.database.knex('referrals').update({ state: 'decided' });
  await server.post('/v1/reports', testKiosk().next({ reportedAt: 1 }).wire);
  const devices = [
    { kind: 'camera', health: 'faulted' },
    { kind: 'gate', health: 'ready' },
  ] as const;
  await server.post(
    '/v1/status',
    kiosk.status({ at: Date.now(), devices: [...devices], undelivered: 2, lastSequence: 4 }),
  );
  return { server, kiosk };
}

const lines = (page: Page) => page.locator('.transaction-line');
const linkWord = (page: Page) => page.locator('.header-state .badge').textContent();

describe.skipIf(missing !== undefined)('the officers’ console', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('shows lanes, outcomes and alarms in words', async () => {
    const { server } = await busyServer();
    const page = await openPage(server.url);
    await lines(page).nth(1).waitFor();
    await page.getByText('Two different reports under one number').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    const outcomes = await page.locator('body').innerText();
    await page.getByRole('link', { name: 'Watch' }).click();
    await page.getByText('Free', { exact: true }).waitFor();
    const textNow = async () => `${outcomes} ${await page.locator('body').innerText()}`;
    for (const words of [
      'Development.',
      'Live',
      'Free',
      'Camera: fault',
      '2 reports to deliver',
      'To an officer',
      'The likeness is below the threshold',
      'Passport UTO',
      'Simulated devices',
      'Two different reports under one number',
    ]) {
      // The page draws a lane again with each of its reports
      await expect.poll(textNow).toContain(words);
    }
    const text = await textNow();
    // A console has no duty that needs the document's handle of the day
    expect(text).not.toContain('eeee eeee');
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  it('shows what lanes have erased, and lists no traveller for it', async () => {
    const { server, kiosk } = await busyServer();
    const page = await openPage(server.url);
    await lines(page).nth(1).waitFor();
    await server.post('/v1/reports', kiosk.next({ kind: 'erasure', erased: 37, to: Date.now() }).wire);
    for (const erased of [4, 0]) {
      const kind = { kind: 'erasure', retentionClass: 'referred', cause: 'due', erased } as const;
      const keyIds = ['a'.repeat(32), 'b'.repeat(32)];
      await server.post('/v1/reports', kiosk.next({ ...kind, keyIds, erasureId: transactionOf(0xf0 + erased) }).wire);
    }
    const erased = page.getByRole('region', { name: 'Erased' });
    await erased.getByText('Keys: captures of referred travellers').waitFor();
    const text = await erased.innerText();
    expect(text).toContain('37 captures of travellers who went through');
    expect(text).toContain('as soon as they had gone');
    expect(text).toContain('its time was over · 2 keys destroyed');
    expect(await lines(page).count()).toBe(2);
    expect(await axe(page)).toEqual([]);
  });

  it('says what is empty', async () => {
    const server = await runServer();
    const page = await openPage(server.url);
    await page.getByText('No traveller has been through a lane yet').waitFor();
    await page.getByText('No alarm has been raised').waitFor();
    await page.getByText('No lane has reported an erasure yet').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('link', { name: 'Watch' }).click();
    await page.getByText('No lane is enrolled yet').waitFor();
    await page.getByText('No traveller is waiting.').waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('passes axe in every look, with a line open', async () => {
    const { server } = await busyServer();
    const page = await openPage(server.url);
    await lines(page).first().click();
    await page.getByRole('table').waitFor();
    expect(await faultsInLooks(page)).toEqual([]);
  });

  it('is checked by an axe that finds the faults of a deliberately bad page', async () => {
    const page = await openPage('about:blank');
    await page.setContent(
      '<html><body><p style="color:#bbb;background:#fff">pale</p><button></button><img src="/icon.svg"></body></html>',
    );
    const found = (await analyse(page)).violations.map(({ id }) => id);
    expect(found).toEqual(expect.arrayContaining(['button-name', 'image-alt', 'html-has-lang']));
  });

  it('violates no rule of its content policy, and loads nothing from other hosts', async () => {
    const { server } = await busyServer();
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    await signIn(context, server.url);
    const page = await context.newPage();
    const trouble: string[] = [];
    page.on(
      'console',
      (message) =>
        message.type() === 'error' && !message.location().url.endsWith('/v1/session') && trouble.push(message.text()),
    );
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('request', (request) => {
      if (new URL(request.url()).host !== `127.0.0.1:${server.port}`) trouble.push(request.url());
    });
    await page.goto(`${server.url}/${OUTCOMES}`);
    await lines(page).first().click();
    await page.getByRole('table').waitFor();
    expect(trouble).toEqual([]);
  });

  it('can be used with the keyboard alone', async () => {
    const { server } = await busyServer();
    const page = await openPage(server.url);
    await lines(page).nth(1).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Skip to content');
    await page.keyboard.press('Enter');
    for (let stop = 0; stop < 9; stop++) await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('transaction-line');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await lines(page).nth(1).getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    expect(await lines(page).first().getAttribute('aria-expanded')).toBe('true');
  });

  it('announces a new referral, and keeps the list still while the officer reads', async () => {
    const { server, kiosk } = await busyServer();
    const page = await openPage(server.url);
    await lines(page).nth(1).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await lines(page).first().click();
    const before = await lines(page).first().innerText();
    const place = await lines(page).first().boundingBox();
    await server.post('/v1/reports', referral(kiosk, 3).wire);
    await expect
      .poll(() => page.locator('[aria-live=polite]').textContent())
      .toBe('Lane 7: to an officer: the likeness is below the threshold');
    await server.post('/v1/reports', clearance(kiosk, 4).wire);
    await page.getByRole('button', { name: 'Show 1 new' }).waitFor();
    expect(await lines(page).first().innerText()).toBe(before);
    expect(await lines(page).first().boundingBox()).toEqual(place);
    await page.getByRole('button', { name: 'Show 1 new' }).click();
    expect(await lines(page).count()).toBe(3);
  });

  it('shows that the server is away, and continues in the same state when it is back', async () => {
    const dataDir = temporaryFolder();
    const { server, kiosk } = await busyServer(dataDir);
    const page = await openPage(server.url);
    await lines(page).nth(1).waitFor();
    await lines(page).first().click();
    await server.close();
    await page.getByText('The server has not answered').waitFor();
    await expect.poll(() => linkWord(page)).toBe('Offline');
    expect(await axe(page)).toEqual([]);
    const again = await runServer({ dataDir, port: server.port });
    await again.post('/v1/reports', clearance(kiosk, 3).wire);
    await page.getByRole('button', { name: 'Show 1 new' }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await lines(page).first().getAttribute('aria-expanded')).toBe('true');
    expect(await lines(page).count()).toBe(2);
  });

  it('lets browsers keep what has a digest in its name, and nothing else', async () => {
    const server = await runServer();
    const page = await server.ask('/');
    const assets = [...page.text.matchAll(/\/assets\/[^"]+/g)].map(([path]) => path);
    expect(assets.length).toBeGreaterThan(2);
    for (const path of assets)
      expect((await server.ask(path)).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const path of ['/', '/theme.js', '/verify', '/verify-offline.js', '/v1/session', '/assets/none.js'])
      expect([path, (await server.ask(path)).headers['cache-control']]).toEqual([path, 'no-store']);
  });

  it('asks at intervals when only the live link is down', async () => {
    const { server, kiosk } = await busyServer();
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    await signIn(context, server.url);
    const page = await context.newPage();
    await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
    await page.goto(`${server.url}/${OUTCOMES}`);
    await page.getByText('The live link has been down').waitFor();
    await lines(page).nth(1).waitFor();
    expect(await page.getByText('Development.').count()).toBe(1);
    await server.post('/v1/reports', clearance(kiosk, 3).wire);
    await lines(page).nth(2).waitFor();
  });
});
