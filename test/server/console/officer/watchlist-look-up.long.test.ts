/** The officer's look-up of a watchlist hit at the authority, in a real browser, with a connector whose answer a test sets. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { kioskIdSchema, transactionIdSchema } from '../../../../server/contract/field.ts';
import { lookUpRequestSchema } from '../../../../server/contract/watchlist-source.ts';
import { watchlistIdSchema } from '../../../../server/contract/watchlist.ts';
import { insertGrant } from '../../../../server/lanes/evidence/grant-table.ts';
import { findReferral } from '../../../../server/border/referrals/tables/referrals.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { consoleWorld, type ConsoleWorld } from '../../fixtures/console-world.ts';

const missing = missingConsole();
const SCREENS = [
  { width: 1_440, height: 900 },
  { width: 1_280, height: 800 },
];

let browser: Browser;
let world: ConsoleWorld;
let connector: Server;
const asked: unknown[] = [];
let answer: 'listed' | 'not-listed' | 'silence' | 'error' = 'listed';

function reply(requestId: string, response: ServerResponse): void {
  if (answer === 'silence') return;
  if (answer === 'error') response.writeHead(503);
  response.end(JSON.stringify({ version: 1, requestId, answeredAt: Date.now(), found: answer }));
}

async function startConnector(): Promise<string> {
  connector = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const read = lookUpRequestSchema.parse(JSON.parse(Buffer.concat(parts).toString('utf8')));
      asked.push(read.document);
      reply(read.requestId, response);
    });
  }).listen(0, '127.0.0.1');
  await once(connector, 'listening');
  const { port } = connector.address() as AddressInfo;
  const file = join(mkdtempSync(join(tmpdir(), 'postern-sources-')), 'sources.json');
  writeFileSync(file, JSON.stringify({ stolen: { url: `http://127.0.0.1:${port}/`, timeoutMs: 10_000 } }));
  return file;
}

const query = (list: string) => ({
  ...{ list: watchlistIdSchema.parse(list), base: 3, delta: 2, digest: 'a'.repeat(64) },
  ...({ madeAt: Date.now() - 600_000, askedAt: Date.now(), found: 'listed', variant: 'plain' } as const),
});

/** A traveller with a listed document at a lane. */
async function hit(lane: number, lists: readonly string[] = ['stolen']): Promise<string> {
  return world.refer(lane, {
    reasons: ['document-listed'],
    checks: [{ name: 'document-watchlist', result: 'failed', reason: 'document-listed' }],
    watchlists: lists.map(query),
  });
}

/** As after the officer has viewed the evidence. */
async function grant(id: string): Promise<void> {
  const { context } = world.server;
  const referral = await findReferral(context.knex, id);
  if (referral === undefined || !('holder' in referral.standing)) throw new Error('is not held');
  const { holder } = referral.standing;
  await context.queue.run((transaction) =>
    insertGrant(transaction, {
      digest: randomBytes(32).toString('hex'),
      kioskId: kioskIdSchema.parse(referral.kioskId),
      transactionId: transactionIdSchema.parse(referral.transactionId),
      ...{ officer: holder.person, issuedAt: Date.now(), payload: new Uint8Array(1), signature: new Uint8Array(64) },
    }),
  );
}

/** The hit, taken by the officer. */
async function open(lane: number): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: SCREENS[0] ?? null });
  onTestFinished(() => context.close());
  await world.signIn(context, 'officer');
  const page = await context.newPage();
  await page.goto(`${world.url}/#/officer`);
  await page.getByText('Live', { exact: true }).waitFor();
  const begin = page.getByRole('button', { name: 'Watch terminal-2' });
  const end = page.getByRole('button', { name: 'End watch' });
  await begin.or(end).first().waitFor();
  if (await begin.isVisible()) await begin.click();
  await end.waitFor();
  await page
    .locator('.queue-link', { hasText: `Lane ${lane}` })
    .first()
    .click();
  await page.getByRole('button', { name: 'Take', exact: true }).click();
  // Shown to the holder, so once the referral is taken
  await send(page).waitFor();
  return page;
}

const part = (page: Page) => page.getByRole('region', { name: 'Watchlist hit' });
const send = (page: Page) => part(page).getByRole('button', { name: 'Look up at the authority' });

async function lookUp(page: Page, number: string): Promise<void> {
  await part(page).getByLabel('Issuing state').fill('UTO');
  await part(page).getByLabel('Document number').fill(number);
  await send(page).click();
}

describe.skipIf(missing !== undefined)(`the look-up of a hit${missing === undefined ? '' : ` (${missing})`}`, () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
    world = await consoleWorld(5, { watchlistSourcesFile: await startConnector() });
    for (let lane = 1; lane <= 5; lane += 1) await world.say(lane, 'idle');
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
    connector?.closeAllConnections();
    connector?.close();
  });

  it('is refused before the evidence was viewed, in words that say what to do', async () => {
    await hit(1);
    const page = await open(1);
    await lookUp(page, 'L00000001');
    await part(page).getByText('View the evidence of this traveller first.').waitFor();
    expect(await axe(page)).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('shows a confirmed hit, a false one, and an authority that is away, and keeps no number', async () => {
    const id = await hit(2);
    const page = await open(2);
    await grant(id);
    await part(page).getByText('5 requests are left.').waitFor();
    answer = 'listed';
    await lookUp(page, 'L00000002');
    await part(page).getByText('The authority’s records name this document.').waitFor();
    await part(page).getByText('4 requests are left.').waitFor();
    expect(await part(page).getByLabel('Document number').inputValue()).toBe('');
    expect(asked.at(-1)).toEqual({ type: 'P', issuer: 'UTO', number: 'L00000002' });
    answer = 'not-listed';
    await lookUp(page, 'L00000003');
    await part(page).getByText('the hit of the lane was false').waitFor();
    answer = 'silence';
    await lookUp(page, 'L00000004');
    await part(page).getByText('it took too long').waitFor();
    answer = 'error';
    await lookUp(page, 'L00000005');
    await part(page).getByText('it refused the request').waitFor();
    await part(page).getByText('One request is left.').waitFor();
    expect(await axe(page)).toEqual([]);
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await send(page).scrollIntoViewIfNeeded();
      const isWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
      await expect.poll(() => page.evaluate<boolean>(isWide)).toBe(false);
      expect(await axe(page)).toEqual([]);
    }
    answer = 'listed';
    await lookUp(page, 'L00000006');
    await send(page).waitFor({ state: 'detached' });
    expect(await part(page).textContent()).not.toContain('L0000000');
  });

  it('works with the keyboard alone', async () => {
    const id = await hit(3);
    const page = await open(3);
    await grant(id);
    answer = 'listed';
    await part(page).getByLabel('Document code').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.type('uto');
    await page.keyboard.press('Tab');
    await page.keyboard.type('K00000001');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await part(page).getByText('The authority’s records name this document.').waitFor();
    expect(asked.at(-1)).toEqual({ type: 'P', issuer: 'UTO', number: 'K00000001' });
  });

  it('asks the list that the officer chooses when two name the document', async () => {
    const id = await hit(4, ['own', 'stolen']);
    const page = await open(4);
    await grant(id);
    answer = 'listed';
    expect(await axe(page)).toEqual([]);
    await part(page).getByLabel('List').selectOption('stolen');
    await lookUp(page, 'M00000001');
    await part(page).getByText('The authority’s records name this document.').waitFor();
    await part(page).getByLabel('List').selectOption('own');
    await lookUp(page, 'M00000001');
    await part(page).getByText('this server has no connection to it').waitFor();
  });
});
