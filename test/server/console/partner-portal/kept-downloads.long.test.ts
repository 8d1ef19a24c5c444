/** Downloads of the partners' portal that are broken off: what the browser keeps, and when it is erased. In a real browser, against a real server. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { fileDigest } from '../../../../server/sharing/deliveries/delivery-file.ts';
import { lookAtDeliveries } from '../../../../server/sharing/watch-sharing.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingChromium } from '../../fixtures/chromium.ts';
import { SAMPLE_COUNTS } from '../../sharing/fixtures/agreements.ts';
import { type EnrolledPerson, enrolPerson, portalOffice } from '../../sharing/fixtures/partner-person.ts';
import { DAY_MS, datedAgreement } from '../../sharing/fixtures/sharing-office.ts';
import { deliveries, delivererOf } from '../../sharing/fixtures/sharing-year.ts';
import { missingPartnerPortal } from './missing-portal.ts';

const missing = missingChromium() ?? missingPartnerPortal();
/** As `download.ts` keeps them. */
const PART_BYTES = 65_536;
/** The file has about 237,000 bytes. */
const HALF_BYTES = 2.5 * PART_BYTES;

/** Runs in the page: a delivery's body stops after `heldAfter` bytes of a request, until it is aborted or `breakConnection()` is called. */
const HOLD = `{
  const real = globalThis.fetch;
  globalThis.heldAfter = Infinity;
  globalThis.fetch = async (path, init) => {
    const response = await real(path, init);
    if (heldAfter === Infinity || !response.ok || !/\\/deliveries\\/[0-9a-f]{64}$/.test(String(path))) return response;
    const bytes = new Uint8Array(await response.arrayBuffer()).slice(0, heldAfter);
    const start = (controller) => {
      const fail = () => controller.error(new TypeError('the connection broke'));
      for (let at = 0; at < bytes.length; at += 16384) controller.enqueue(bytes.slice(at, at + 16384));
      globalThis.breakConnection = fail;
      init?.signal?.addEventListener('abort', fail);
    };
    return new Response(new ReadableStream({ start }), { status: response.status, headers: response.headers });
  };
}`;

const NAMES = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ').flatMap((one) =>
  ['A', 'B', 'C'].map((other) => `X${one}${other}`),
);
/** As many cells as an agreement may have: a file of several parts. */
const LARGE = datedAgreement({
  rate: { deliveriesPerDay: 10, requestsPerHour: 1_000, bytesPerDay: 67_108_864 },
  datasets: [
    {
      ...SAMPLE_COUNTS,
      fields: [
        { field: 'site', values: NAMES.slice(0, 63).map((name) => `site-${name.toLowerCase()}`) },
        { field: 'issuing-state', values: NAMES.slice(0, 63) },
      ],
    },
  ],
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Number of kept parts, and of kept downloads. */
const KEPT = `new Promise((resolve, reject) => {
  const request = indexedDB.open('postern-deliveries', 1);
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const transaction = request.result.transaction(['parts', 'downloads']);
    const [parts, downloads] = ['parts', 'downloads'].map((name) => transaction.objectStore(name).count());
    transaction.oncomplete = () => { request.result.close(); resolve([parts.result, downloads.result]); };
  };
})`;
const kept = (page: Page) => page.evaluate<[number, number]>(KEPT);
const NOTHING = [0, 0];

/** Changes each row of a store. @param change statements about `row`, which may wait */
const changeRows = (page: Page, store: 'parts' | 'downloads', change: string) =>
  page.evaluate(`(async () => {
    const database = await new Promise((resolve) => {
      const request = indexedDB.open('postern-deliveries', 1);
      request.onsuccess = () => resolve(request.result);
    });
    const all = (store) => new Promise((resolve) => (store.getAll().onsuccess = ({ target }) => resolve(target.result)));
    const rows = await all(database.transaction('${store}').objectStore('${store}'));
    for (const row of rows) { ${change} }
    const transaction = database.transaction('${store}', 'readwrite');
    for (const row of rows) transaction.objectStore('${store}').put(row);
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
  })()`);

describe.skipIf(missing !== undefined)('a download that is broken off', () => {
  let browser: Browser;
  let office: Awaited<ReturnType<typeof portalOffice>>;
  let stop = () => Promise.resolve();
  let dataDir = '';
  let digest = '';
  let people = 0;

  beforeAll(async () => {
    browser = await launchHeadlessShell();
    dataDir = mkdtempSync(join(tmpdir(), 'postern-kept-downloads-'));
    office = await portalOffice({ dataDir, onEnd: (end) => (stop = end) });
    await office.enterParties();
    expect(await office.enter(LARGE)).toBeUndefined();
    await office.turn(66 * DAY_MS);
    await lookAtDeliveries(delivererOf(office.server));
    digest = (await deliveries(office.server))[0]?.digest ?? '';
  });
  afterAll(async () => {
    await browser?.close();
    await stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const recipient = () => enrolPerson(office, { name: `Person ${(people += 1)}`, roles: ['recipient'] });

  async function signIn(context: BrowserContext, person: EnrolledPerson) {
    const [name = '', value = ''] = person.browser.cookie.split('=');
    await context.clearCookies();
    await context.addCookies([{ name, value, url: person.browser.origin }]);
  }

  /** A browser in which a person is signed in. */
  async function browserOf(person: EnrolledPerson) {
    const context = await browser.newContext({ locale: 'en-GB', acceptDownloads: true });
    onTestFinished(() => context.close());

    await signIn(context, person);
    const open = async () => {
      const page = await context.newPage();
      await page.addInitScript(HOLD);
      await page.goto(`${person.browser.origin}/#/deliveries`);
      await button(page, 'Save the proof').waitFor();
      return page;
    };
    return { context, open };
  }

  const release = (page: Page) => page.evaluate('void (heldAfter = Infinity)');
  const breakConnection = (page: Page) => page.evaluate('breakConnection()');

  /** Bytes that the page shows; 0 while it shows none. */
  const progress = (page: Page) => page.evaluate<number>("document.querySelector('progress')?.value ?? 0");

  /** Downloads until some parts are kept and the file is not whole. */
  async function halfWay(page: Page) {
    await page.evaluate(`void (heldAfter = ${HALF_BYTES})`);
    await button(page, 'Download').click();
    await expect.poll(() => progress(page), { interval: 50 }).toBe(HALF_BYTES);
  }

  async function saved(page: Page, name: string) {
    const [file] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
    return readFileSync(await file.path());
  }

  it('continues after the connection broke and the page was closed, and leaves nothing behind', async () => {
    const { open } = await browserOf(await recipient());
    const first = await open();
    await halfWay(first);
    await breakConnection(first);
    await first.getByText('The connection broke. The download continues when it is back.').waitFor();
    await first.close();
    const page = await open();
    await button(page, 'Continue the download').waitFor();
    expect(await progress(page)).toBe(HALF_BYTES);
    await page.getByText('This browser keeps the received part, which is sealed').waitFor();
    expect(await axe(page)).toEqual([]);
    const ranges: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith(digest)) ranges.push(request.headers()['range']);
    });
    expect(fileDigest(await saved(page, 'Continue the download'))).toBe(digest);
    expect(ranges).toHaveLength(1);
    expect(ranges[0]).toMatch(new RegExp(`^bytes=${HALF_BYTES}-`));
    await page.getByText('Saved. Its SHA-256 is the digest of the delivery.').waitFor();
    await expect.poll(() => kept(page)).toEqual(NOTHING);
  });

  it('goes on by itself when the connection is back', async () => {
    const { open } = await browserOf(await recipient());
    const page = await open();
    await halfWay(page);
    await breakConnection(page);
    await page.getByText('The connection broke.').waitFor();
    await release(page);
    const back = "dispatchEvent(new Event('online'))";
    const [file] = await Promise.all([page.waitForEvent('download'), page.evaluate(back)]);
    expect(fileDigest(readFileSync(await file.path()))).toBe(digest);
  });

  it('fetches an altered part again, and refuses a file whose parts were altered with their digests', async () => {
    const { open } = await browserOf(await recipient());
    const page = await open();
    await halfWay(page);
    await button(page, 'Pause').click();
    await page.getByText('Paused. Continue when you like.').waitFor();
    await changeRows(page, 'parts', 'if (row === rows[1]) row.bytes[7] ^= 1;');
    await page.reload();
    await button(page, 'Continue the download').waitFor();
    expect(await progress(page)).toBe(PART_BYTES);
    await release(page);
    expect(fileDigest(await saved(page, 'Continue the download'))).toBe(digest);

    await page.reload();
    await halfWay(page);
    await button(page, 'Pause').click();
    await page.getByText('Paused. Continue when you like.').waitFor();
    const forge = `row.bytes[7] ^= 1;
      const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', row.bytes));
      row.sum = [...sum].map((byte) => byte.toString(16).padStart(2, '0')).join('');`;
    await changeRows(page, 'parts', forge);
    await release(page);
    await button(page, 'Continue the download').click();
    await page.getByText('The bytes do not have the digest of the delivery. Fetch it again.').waitFor();
    expect(await kept(page)).toEqual(NOTHING);
    expect(fileDigest(await saved(page, 'Download'))).toBe(digest);
  });

  it('says that the browser is full, and continues once there is room', async () => {
    const person = await recipient();
    const { open } = await browserOf(person);
    const page = await open();
    const session = await page.context().newCDPSession(page);
    const { origin } = person.browser;
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: PART_BYTES });
    await button(page, 'Download').click();
    await page.getByText('This browser has no room for more of the file. Free some space, then continue.').waitFor();
    expect(await axe(page)).toEqual([]);
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^(?:Continue the download|Download)$/ }).click(),
    ]);
    expect(fileDigest(readFileSync(await file.path()))).toBe(digest);
  });

  it('is written by one tab only, and ends in it when another tab cancels', async () => {
    const { open } = await browserOf(await recipient());
    const [one, other] = [await open(), await open()];
    await halfWay(one);
    await button(other, 'Download').click();
    await other.getByText('Another tab of this browser fetches this delivery.').waitFor();
    await other.reload();
    await button(other, 'Cancel the download').click();
    await other.getByText('Cancelled. The received part was erased.').waitFor();
    // Nothing more is written for it
    await breakConnection(one);
    await one.getByText('The received part was erased: you signed out or cancelled in another tab').waitFor();
    expect(await kept(one)).toEqual(NOTHING);
  });

  it('is erased when the person cancels or signs out', async () => {
    const { open } = await browserOf(await recipient());
    const page = await open();
    await halfWay(page);
    await button(page, 'Cancel the download').click();
    await page.getByText('Cancelled. The received part was erased.').waitFor();
    expect(await kept(page)).toEqual(NOTHING);
    await halfWay(page);
    await button(page, 'Sign out').click();
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    expect(await kept(page)).toEqual(NOTHING);
  });

  it('stays for the same person alone, and no longer than the session in which it began', async () => {
    const [one, other] = [await recipient(), await recipient()];
    const { context, open } = await browserOf(one);
    const page = await open();
    await halfWay(page);
    await button(page, 'Pause').click();
    await page.getByText('Paused. Continue when you like.').waitFor();
    // Without a session it stays: the person may sign in again
    await context.clearCookies();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    expect(await kept(page)).not.toEqual(NOTHING);
    await signIn(context, one);
    await page.reload();
    await button(page, 'Continue the download').waitFor();
    await signIn(context, other);
    await page.reload();
    await button(page, 'Download').waitFor();
    expect(await kept(page)).toEqual(NOTHING);
    await halfWay(page);
    await button(page, 'Pause').click();
    await page.getByText('Paused. Continue when you like.').waitFor();
    await changeRows(page, 'downloads', 'row.until = Date.now() - 1;');
    await page.reload();
    await button(page, 'Download').waitFor();
    expect(await kept(page)).toEqual(NOTHING);
  });

  it('is refused and erased once two people have paused the agreement', async () => {
    const { open } = await browserOf(await recipient());
    const page = await open();
    await halfWay(page);
    await button(page, 'Pause').click();
    await page.getByText('Paused. Continue when you like.').waitFor();
    const pause = { change: 'pause', id: LARGE.id, version: 1, reason: 'outside-agreement' };
    expect(await office.decide('sharing-agreement', pause)).toBeUndefined();
    await button(page, 'Continue the download').click();
    await page.getByText('The agreement is not active.').waitFor();
    expect(await kept(page)).toEqual(NOTHING);
  });
});
