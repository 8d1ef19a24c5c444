/** The officers' page in one view: the queue, the faces' place, the decision and the lanes, from a real server. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Role } from '../../../../../server/platform/access/vocabulary.ts';
import type { Check } from '../../../../../server/contract/report.ts';
import { ticketNumberOf } from '../../../../../server/contract/ticket-number.ts';
import { listOrders } from '../../../../../server/lanes/orders/order-table.ts';
import { EVERYWHERE } from '../../../fixtures/everywhere.ts';
import { launchHeadlessShell, missingConsole } from '../../../fixtures/chromium.ts';
import { consoleWorld, type ConsoleWorld } from '../../../fixtures/console-world.ts';

const missing = missingConsole();
const SEEN: readonly Check[] = [
  { name: 'document-read', result: 'passed' },
  { name: 'face-capture', result: 'passed' },
  { name: 'face-comparison', result: 'failed', reason: 'below-threshold' },
];

let browser: Browser;
let world: ConsoleWorld;

async function open(role: Role, viewport = { width: 1_440, height: 900 }): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport });
  onTestFinished(() => context.close());
  await world.signIn(context, role);
  const page = await context.newPage();
  await page.goto(`${world.url}/#/officer`);
  await page.getByText('Live', { exact: true }).waitFor();
  const begin = page.getByRole('button', { name: 'Watch terminal-2' });
  await begin.or(page.getByRole('button', { name: 'End watch' })).waitFor();
  if (await begin.isVisible()) await begin.click();
  await page.getByRole('button', { name: 'End watch' }).waitFor();
  return page;
}

const isInView = (page: Page, selector: string) =>
  page.evaluate<boolean>(`(() => {
    const box = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  })()`);
const orders = async () =>
  (await listOrders(world.server.context.knex, { reach: EVERYWHERE }, 20)).map(({ kind }) => kind);

describe.skipIf(missing !== undefined)(`the officers’ page${missing === undefined ? '' : ` (${missing})`}`, () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
    world = await consoleWorld(6);
    for (let lane = 1; lane <= 6; lane++) await world.say(lane, 'idle');
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it('fits into windows of two sizes with 20 referrals: no scrolling, the newest named, decision and lanes in view', async () => {
    for (let number = 0; number < 20; number++) await world.refer((number % 6) + 1, { checks: [...SEEN] });
    const page = await open('officer');
    await page.locator('.queue-link').nth(19).waitFor();
    await page.locator('.queue-link').first().click();
    await page.getByRole('button', { name: 'Take', exact: true }).click();
    await page.getByRole('radio', { name: 'Admit after a manual check' }).click();
    await page.getByText('Identity confirmed in person').click();
    await page.getByRole('checkbox', { name: /^I have checked/ }).check();
    await page.getByRole('button', { name: 'Admit and open the gate' }).waitFor();
    for (const [width, height] of [
      [1_440, 900],
      [1_280, 800],
    ] as const) {
      await page.setViewportSize({ width, height });
      // On a busy computer lanes may not have been heard for a while, which takes a line more
      for (let lane = 1; lane <= 6; lane++) await world.say(lane, 'idle');
      await expect.poll(() => page.getByText(/^Not heard/).count()).toBe(0);
      const rest = await page.evaluate('document.documentElement.scrollHeight - innerHeight');
      expect(rest).toBeLessThanOrEqual(0);
      for (const place of [
        '.queue-newest',
        '.referral-why',
        '.lane-button',
        '.choice-outcome',
        '.decision .button-main',
      ]) {
        expect([width, place, await isInView(page, place)]).toEqual([width, place, true]);
      }
    }
    await page.getByRole('button', { name: 'Give back' }).click();
    await page.getByRole('button', { name: 'Take', exact: true }).waitFor();
  });

  it('shows the ticket number of the traveller’s screen, and finds a referral by it', async () => {
    const page = await open('officer');
    const id = await world.refer(2, { checks: [...SEEN] });
    const row: { transaction_id: unknown } | undefined = await world.server.context
      .knex('referrals')
      .where({ id })
      .first('transaction_id');
    const ticket = ticketNumberOf(String(row?.transaction_id));
    await page.keyboard.press('/');
    await page.keyboard.type(ticket);
    await expect.poll(() => page.locator('.queue-link').count()).toBe(1);
    expect(await page.locator('.queue-link').innerText()).toContain(ticket);
    expect(await page.locator('.queue-link').innerText()).toContain('Passport UTO');
    await page.getByLabel('Search by ticket number').fill('');
    await page.getByLabel('Lane', { exact: true }).selectOption('3');
    for (const text of await page.locator('.queue-lane').allInnerTexts()) expect(text).toContain('Lane 3');
  });

  it('takes five actions from a selected referral to the order that opens the gate, if the pictures cannot be seen', async () => {
    const page = await open('officer');
    const id = await world.refer(5, { checks: [...SEEN] });
    await page.evaluate(`location.hash = '#/officer/watch/${id}'`);
    const actions = [
      () => page.getByRole('button', { name: 'Take and view' }).click(),
      () => page.getByRole('radio', { name: 'Admit after a manual check' }).click(),
      () => page.getByText('Identity confirmed in person').click(),
      () => page.getByRole('checkbox', { name: /^I have checked/ }).check(),
      () => page.getByRole('button', { name: 'Admit and open the gate' }).click(),
    ];
    for (const act of actions) await act();
    await page.getByText('Open for the admitted traveller: on its way to the lane.').waitFor();
    expect(await orders()).toEqual(expect.arrayContaining(['resolve-referral', 'open-for-traveller']));
    await world.answerOrder(5);
    await world.answerOrder(5);
    await page.getByText('Open for the admitted traveller: done.').waitFor();
  });

  it('tells the incoming officer of a handover at the moment when it is offered', async () => {
    const [officer, next] = [await open('officer'), await open('supervisor')];
    await next.getByRole('button', { name: 'End watch' }).click();
    await officer.getByRole('link', { name: 'Hand over', exact: true }).click();
    await officer.getByRole('button', { name: 'Offer the handover' }).click();
    const banner = next.locator('.handover-banner');
    await banner.getByText('development-officer offers a handover of terminal-2.').waitFor();
    expect(await next.locator('[aria-live=polite]').textContent()).toContain('offers a handover of terminal-2');
    await next.getByRole('link', { name: 'Read it and take over' }).click();
    await next.getByRole('button', { name: 'I have read it and take over' }).click();
    await banner.getByText('offers a handover').waitFor({ state: 'detached' });
  });
});
