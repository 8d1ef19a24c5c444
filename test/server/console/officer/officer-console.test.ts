/** The officers' console in a real browser, against a real server with lanes, travellers and colleagues. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { personIdSchema, type Role } from '../../../../server/platform/access/vocabulary.ts';
import type { Check } from '../../../../server/contract/report.ts';
import { listActs } from '../../../../server/records/acts/act-table.ts';
import { listOrders } from '../../../../server/lanes/orders/order-table.ts';
import { axe } from '../../fixtures/axe.ts';
import { EVERYWHERE } from '../../fixtures/everywhere.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { consoleWorld, type ConsoleWorld } from '../../fixtures/console-world.ts';
import { faultsInLooks, faultsOnceMore } from '../pages/examine-page.ts';

const missing = missingConsole();
const SEEN: readonly Check[] = [
  { name: 'document-read', result: 'passed' },
  { name: 'face-capture', result: 'passed' },
  { name: 'face-comparison', result: 'failed', reason: 'below-threshold' },
];
const ANNA = personIdSchema.parse('anna-b');
const BORIS = personIdSchema.parse('boris-c');
const REFUSE = { outcome: 'refused-entry', reason: 'false-travel-document' } as const;
const INSPECT = { outcome: 'sent-to-secondary-inspection', reason: 'document-doubtful' } as const;

let browser: Browser;
let world: ConsoleWorld;

async function open(role: Role, options: BrowserContextOptions = {}, hash = '#/officer'): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  onTestFinished(() => context.close());
  await world.signIn(context, role);
  const page = await context.newPage();
  await page.goto(`${world.url}/${hash}`);
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
}

/** A watch of this person; one that is there already goes on. */
async function watch(page: Page): Promise<void> {
  await page
    .getByRole('region', { name: 'Your watch' })
    .getByText(/left|Not watching/)
    .first()
    .waitFor();
  const begin = page.getByRole('button', { name: 'Watch terminal-2' });
  if (await begin.isVisible()) await begin.click();
  await page.getByRole('button', { name: 'End watch' }).waitFor();
}

function signal() {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

const item = (page: Page, lane: number) => page.locator('.queue-link', { hasText: `Lane ${lane}` }).first();
const pane = (page: Page) => page.getByRole('region', { name: 'Referral', exact: true });
const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent.trim()');
const held = (person = ANNA) =>
  ({ person, role: 'officer', since: Date.now(), leaseUntil: Date.now() + 600_000 }) as const;

describe.skipIf(missing !== undefined)(`the officers’ console${missing === undefined ? '' : ` (${missing})`}`, () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
    world = await consoleWorld(6);
    for (let lane = 1; lane <= 6; lane++) await world.say(lane, 'idle', lane === 5 ? 'camera' : undefined);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it('states why a lane is out of service and who took it out, and offers only orders that apply', async () => {
    const page = await open('officer');
    const card = page.getByRole('button', { name: /^Lane 4\b/ });
    const dialog = page.getByRole('dialog', { name: 'Lane 4, terminal-2' });
    const orders = () => dialog.getByRole('radio').evaluateAll((all) => all.map((one) => one.parentElement?.innerText));
    await card.click();
    expect(await orders()).toEqual([
      'Open once, by hand',
      'Take out of service',
      'Emergency: open the gate and keep it open',
    ]);
    await dialog.getByText('Take out of service').click();
    await dialog.getByText('Maintenance', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Take out of service' }).click();
    await dialog.getByText('Take out of service: on its way to the lane.').waitFor();
    await page.keyboard.press('Escape');
    await world.answerOrder(4);
    await world.say(4, 'out-of-service', 'frame-rate');
    await card.getByText('Too few pictures a second').waitFor();
    await card.click();
    await dialog.getByText('The lane tests itself and returns by itself.').waitFor();
    expect(await orders()).not.toContain('Return to service');
    await world.say(4, 'out-of-service', 'order');
    await dialog.getByText('By development-officer, ').waitFor();
    expect(await orders()).toEqual([
      'Open once, by hand',
      'Return to service',
      'Emergency: open the gate and keep it open',
    ]);
    expect(await axe(page)).toEqual([]);
    await world.say(4, 'idle');
    await dialog.getByText('Free', { exact: true }).waitFor();
  });

  it('shows a referral the moment it arises, from taking it to its end', async () => {
    const page = await open('officer');
    await watch(page);
    await world.refer(3, { checks: [...SEEN] });
    await item(page, 3).waitFor();
    await expect
      .poll(() => page.locator('[aria-live=polite]').textContent())
      .toContain('Lane 3: to an officer: the likeness is below the threshold');
    await item(page, 3).click();
    await page.getByRole('button', { name: 'Take', exact: true }).click();
    await pane(page).getByText('Yours', { exact: true }).waitFor();
    await pane(page).getByText('View evidence').waitFor();
    expect(await pane(page).locator('input:checked').count()).toBe(0);
    await page.getByRole('radio', { name: 'Admit after a manual check' }).click();
    await page.getByText('The lane’s picture was poor').click();
    await pane(page).getByText('You have not seen the pictures of this traveller.').waitFor();
    expect(await page.getByRole('button', { name: 'Admit after a manual check' }).count()).toBe(0);
    await page.getByRole('checkbox', { name: 'I have checked the traveller and the document in person' }).check();
    await page.getByRole('button', { name: 'Admit after a manual check' }).click();
    await pane(page).getByText('Admitted after a manual check: The lane’s picture was poor.').waitFor();
    await item(page, 3).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Open the gate for this traveller' }).click();
    await page.getByText('Open for the admitted traveller: on its way to the lane.').waitFor();
    const kinds = (await listOrders(world.server.context.knex, { reach: EVERYWHERE }, 10)).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['resolve-referral', 'open-for-traveller']));
    const decided = await listActs(world.server.context.knex, { act: 'referral.decide', limit: 9 });
    expect(
      decided.filter(({ details }) => details['step'] === 'decide').map(({ details }) => details['evidence']),
    ).toEqual(['not-seen']);
  });

  it('shows by which rules a traveller with goods and without doubts was referred, and that there is no picture', async () => {
    const page = await open('officer');
    await watch(page);
    await world.refer(5, {
      reasons: ['goods-declared'],
      declaration: { channel: 'red', rules: 'eu-arrivals-1', rulesDigest: 'c'.repeat(64) },
      checks: [...SEEN.slice(0, 2), { name: 'declaration', result: 'failed', reason: 'goods-declared' }],
    });
    await item(page, 5).click();
    await page.getByRole('button', { name: 'Take', exact: true }).click();
    await pane(page).getByText('Document, times and devices').click();
    await pane(page).getByText('Goods to declare, by the rules eu-arrivals-1').waitFor();
    await pane(page).getByText('To customs', { exact: true }).waitFor();
    await pane(page).getByText('The identity of this traveller is not in doubt').waitFor();
    expect(await pane(page).getByRole('button', { name: 'View evidence' }).count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    await page.getByText('Pass to another authority').click();
    await page.getByText('Customs', { exact: true }).click();
    await pane(page).getByRole('button', { name: 'Pass to another authority' }).click();
    await pane(page).getByText('development-officer,').waitFor();
  });

  it('gives a referral to one of two who press at once, and tells the other', async () => {
    const [one, other] = [await open('officer'), await open('supervisor')];
    await Promise.all([watch(one), watch(other)]);
    await world.refer(2, { checks: [...SEEN] });
    let asked = 0;
    for (const page of [one, other]) {
      await item(page, 2).click();
      // The server receives the requests only when both have pressed
      await page.route('**/v1/referrals/*/take', async (route) => {
        asked += 1;
        await expect.poll(() => asked).toBe(2);
        await route.continue();
      });
    }
    await Promise.all([one, other].map((page) => page.getByRole('button', { name: 'Take', exact: true }).click()));
    await expect
      .poll(async () =>
        (await Promise.all([one, other].map((page) => pane(page).getByText('Yours', { exact: true }).count()))).sort(),
      )
      .toEqual([0, 1]);
    const paneTexts = () => Promise.all([one, other].map((page) => pane(page).innerText()));
    await expect
      .poll(async () => (await paneTexts()).filter((text) => text.includes('A colleague has just taken it')).length)
      .toBe(1);
    const words = await paneTexts();
    const winner = words[0]?.includes('A colleague has just') === true ? other : one;
    await winner.getByRole('button', { name: 'Give back' }).click();
    await winner.getByRole('button', { name: 'Take', exact: true }).waitFor();
  });

  it('asks for a second opinion without saying the first, and brings two that differ to a supervisor', async () => {
    const page = await open('supervisor');
    await watch(page);
    const id = await world.refer(4, { checks: [...SEEN] });
    await world.stand(id, { state: 'second-opinion', holder: held(), proposal: REFUSE, askedAt: Date.now() });
    await item(page, 4).click();
    await pane(page).getByRole('heading', { name: 'Your opinion' }).waitFor();
    expect(await page.locator('body').innerText()).not.toContain('B: false, forged');
    await world.stand(id, {
      ...{ state: 'with-supervisor', holder: held(), proposal: REFUSE },
      opinion: { by: BORIS, at: Date.now(), decision: INSPECT },
    });
    await pane(page).getByRole('heading', { name: 'Settle' }).waitFor();
    await pane(page).getByText('Entry refused: B: false, forged or altered travel document').waitFor();
    await page.getByText('Send to the second line', { exact: true }).click();
    await page.getByText('The document needs a closer look', { exact: true }).click();
    await page.getByRole('button', { name: 'Send to the second line' }).click();
    await pane(page).getByText('Sent to the second line: The document needs a closer look.').waitFor();
  });

  it('tells a test of attention only when it is decided', async () => {
    const page = await open('officer');
    await watch(page);
    await world.clear(6);
    await world.seedTest(6);
    const test = page.locator('.queue-link', { hasText: 'original' }).first();
    await test.click();
    await page.getByRole('button', { name: 'Take', exact: true }).click();
    await pane(page).getByText('Yours', { exact: true }).waitFor();
    expect((await page.locator('body').innerText()).toLowerCase()).not.toContain('test of attention');
    await page.getByText('Send to the second line', { exact: true }).click();
    await page.getByText('The document needs a closer look', { exact: true }).click();
    await page.getByRole('button', { name: 'Send to the second line' }).click();
    const dialog = page.getByRole('dialog', { name: 'That was a test of attention' });
    await dialog.getByText('You saw what was wrong').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await dialog.count()).toBe(0);
    expect(await page.getByText('Open the gate for this traveller').count()).toBe(0);
  });

  it('records in two steps that a traveller needs care, and shows it to few people', async () => {
    const page = await open('officer');
    await watch(page);
    await world.refer(6, { checks: [...SEEN] });
    await item(page, 6).click();
    await page.getByRole('button', { name: 'Take', exact: true }).click();
    await page.getByText('Safeguarding', { exact: true }).click();
    await page.getByLabel('Kind of care').selectOption('unaccompanied-minor');
    await page.getByRole('button', { name: 'Record: Unaccompanied minor' }).click();
    await pane(page).getByText('Raised by development-officer: not taken on yet').waitFor();
    const supervisor = await open('supervisor');
    await item(supervisor, 6).click();
    await supervisor.getByRole('button', { name: 'Take it on' }).click();
    await pane(supervisor).getByText('Taken on by development-supervisor').waitFor();
    await page.getByRole('button', { name: 'Give back' }).click();
  });

  it('orders a lane out of service with its cause, and says what became of it', async () => {
    const page = await open('officer');
    await page.getByRole('button', { name: /^Lane 1\b/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Lane 1, terminal-2' });
    await dialog.getByText('Take out of service').click();
    expect(await dialog.getByRole('button', { name: 'Take out of service' }).count()).toBe(0);
    await dialog.getByText('Security', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Take out of service' }).click();
    await dialog.getByText('Take out of service: on its way to the lane.').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await focused(page)).toContain('Lane 1');
  });

  it('hands over with notes, and takes over what was read', async () => {
    const page = await open('officer', {}, '#/officer/handover');
    await page.getByRole('link', { name: 'Watch', exact: true }).click();
    await watch(page);
    await page.getByRole('link', { name: 'Hand over' }).click();
    await page.getByLabel('Lane', { exact: true }).selectOption('terminal-2-5');
    await page.getByLabel('Note').selectOption('camera-to-clean');
    await page.getByRole('button', { name: 'Add the note' }).click();
    await page.getByRole('button', { name: 'Offer the handover' }).click();
    await page.getByText('Not taken over yet').waitFor();
    expect(await axe(page)).toEqual([]);
    const next = await open('supervisor', {}, '#/officer/handover');
    await next.getByText('Lane 5: Camera to be cleaned').waitFor();
    await next.getByRole('button', { name: 'I have read it and take over' }).click();
    await next.getByText(/Taken over by development-supervisor/).waitFor();
    await page.getByRole('link', { name: 'Watch', exact: true }).click();
    await page.getByText('Not watching').waitFor();
  });

  it('keeps focus and place while referrals come and lanes speak', async () => {
    const page = await open('officer', { viewport: { width: 1_280, height: 700 } });
    await watch(page);
    await world.refer(1, { checks: [...SEEN] });
    await item(page, 1).click();
    // The opened referral takes the focus first
    await pane(page).locator(':focus').waitFor();
    await page.getByRole('button', { name: /^Lane 6\b/ }).focus();
    await page.evaluate('scrollTo(0, 300)');
    const before = await page.evaluate<number>('scrollY');
    for (let round = 0; round < 5; round++) {
      await world.refer(2, { checks: [...SEEN] });
      await world.say(6, round % 2 === 0 ? 'face' : 'document');
    }
    await expect.poll(() => page.locator('.queue-link', { hasText: 'Lane 2' }).count()).toBeGreaterThan(4);
    expect(await focused(page)).toContain('Lane 6');
    expect(await page.evaluate('scrollY')).toBe(before);
  });

  it('lists who was referred once that is decided, at their place, and moves nothing under a reader', async () => {
    await world.clear(2);
    const id = await world.refer(6, { checks: [...SEEN] });
    const later = await world.refer(1, { checks: [...SEEN] });
    await world.clear(3);
    const page = await open('supervisor', {}, '#/officer/outcomes');
    const lanes = () => page.locator('.transaction-lane').allTextContents();
    await expect.poll(async () => (await lanes()).slice(0, 2)).toEqual(['Lane 3', 'Lane 2']);
    const decided = (standing: string) =>
      world.stand(standing, {
        ...{ state: 'decided', by: ANNA, role: 'officer', at: Date.now(), decision: INSPECT, opinion: null },
      });
    await decided(id);
    await expect.poll(async () => (await lanes()).slice(0, 3)).toEqual(['Lane 3', 'Lane 6', 'Lane 2']);
    // While the officer reads one line, the others stay in their places
    const line = page.locator('.transaction-line', { hasText: 'Lane 2' }).first();
    await line.click();
    const top = async () => (await line.boundingBox())?.y;
    const before = await top();
    await decided(later);
    await page.getByRole('button', { name: 'Show 1 new' }).waitFor();
    expect((await lanes()).slice(0, 3)).toEqual(['Lane 3', 'Lane 6', 'Lane 2']);
    expect([await top(), await focused(page)]).toEqual([before, expect.stringContaining('Lane 2')]);
    await page.getByRole('button', { name: 'Show 1 new' }).click();
    await expect.poll(async () => (await lanes()).slice(0, 4)).toEqual(['Lane 3', 'Lane 1', 'Lane 6', 'Lane 2']);
  });

  it('is worked by keyboard alone, from the list to the decision', async () => {
    const page = await open('officer');
    await watch(page);
    await world.refer(3, { checks: [...SEEN] });
    await item(page, 3).waitFor();
    await page.keyboard.press('q');
    await page.keyboard.press('End');
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await press('Enter');
    await pane(page).getByRole('heading', { name: /Lane/ }).waitFor();
    await press('t');
    await pane(page).getByText('Yours', { exact: true }).waitFor();
    await press('d');
    expect(await focused(page)).toBe('Decide');
    await press('Tab', 'ArrowDown');
    expect(await page.locator('input:focus').count()).toBe(1);
    await press('Space', 'Tab', 'Space', 'Tab');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('BUTTON');
    await press('Enter');
    await pane(page).getByText(/: /).first().waitFor();
    await expect.poll(() => pane(page).innerText()).toContain('development-officer,');
    await press('l');
    expect(await page.evaluate('document.activeElement.className')).toBe('lane-button');
    const at = await focused(page);
    await press('ArrowRight');
    expect(await focused(page)).not.toBe(at);
    await press('?');
    const keys = page.getByRole('dialog', { name: 'Keys' });
    await keys.waitFor();
    await keys.getByLabel('Single keys work on this page').press('Space');
    await press('Escape', 'q');
    expect(await page.evaluate('document.activeElement.className')).not.toBe('queue-link');
  });

  it('says how old it is when the server is away, and goes on when it is back', async () => {
    const missed = await world.refer(4, { checks: [...SEEN] });
    const page = await open('officer');
    await page.context().setOffline(true);
    await page.getByText('The server has not answered').waitFor();
    await page.getByText(/^As of /).waitFor();
    await world.refer(5, { checks: [...SEEN] });
    const decision = { state: 'decided', by: ANNA, role: 'officer', decision: INSPECT, opinion: null } as const;
    await world.stand(missed, { ...decision, at: Date.now() });
    expect(await axe(page)).toEqual([]);
    await page.context().setOffline(false);
    await page.getByText('Live', { exact: true }).waitFor();
    await item(page, 5).waitFor();
    await page.getByRole('link', { name: 'Outcomes' }).click();
    await page.locator('.transaction-line', { hasText: 'Lane 4' }).first().waitFor();
  });

  it('is live again when the link comes back while outcomes are still being read by polling', async () => {
    const page = await open('officer');
    const polled = signal();
    const greeted = signal();
    let isBack = false;
    await page.routeWebSocket(/socket\.io/, async (socket) => {
      if (isBack) await polled.given;
      const server = socket.connectToServer();
      server.onMessage((message) => {
        socket.send(message);
        if (isBack && String(message).includes('"hello"')) greeted.give();
      });
    });
    await page.reload();
    await page.getByText('Live', { exact: true }).waitFor();
    await page.context().setOffline(true);
    await page.getByText('The server has not answered').waitFor();
    await world.refer(2, { checks: [...SEEN] });
    await page.route(/\/v1\/outcomes\?after=\d+&limit=\d\d+$/, async (route) => {
      polled.give();
      await greeted.given;
      // The page gives a slow answer up
      await route.continue().catch(() => undefined);
    });
    isBack = true;
    await page.context().setOffline(false);
    await greeted.given;
    await page.getByText('Live', { exact: true }).waitFor();
    await item(page, 2).waitFor();
  });

  it('is closed to people without such a duty, and says why', async () => {
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    await world.signIn(context, 'partner');
    const page = await context.newPage();
    await page.goto(`${world.url}/#/officer`);
    await page.getByText('“Lanes and referrals” is not part of your duty.').waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('passes axe in every look and every state, and never scrolls sideways', async () => {
    const id = await world.refer(4, { checks: [...SEEN] });
    const page = await open('supervisor');
    const check = async (what: string, faultsOf = faultsOnceMore) =>
      expect([what, await faultsOf(page)]).toEqual([what, []]);
    await page.locator('.queue-link').first().waitFor();
    await check('the list');
    await page.evaluate(`location.hash = '#/officer/watch/${id}'`);
    const opinion = { by: BORIS, at: Date.now(), decision: INSPECT };
    const me = personIdSchema.parse('development-supervisor');
    const states = [
      ['taken', { state: 'taken', holder: held(me), agreed: null }, 'Decide'],
      ['second opinion', { state: 'second-opinion', holder: held(), proposal: REFUSE, askedAt: 1 }, 'Your opinion'],
      ['to settle', { state: 'with-supervisor', holder: held(), proposal: REFUSE, opinion }, 'Settle'],
    ] as const;
    for (const [what, standing, heading] of states) {
      await world.stand(id, standing);
      await pane(page).getByRole('heading', { name: heading }).waitFor();
      if (what === 'taken') await page.getByText('Refuse entry', { exact: true }).click();
      await check(what, what === 'taken' ? faultsOnceMore : faultsInLooks);
    }
    for (const part of ['handover', 'attention', 'outcomes']) {
      await page.evaluate(`location.hash = '#/officer/${part}'`);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      await check(part);
    }
    const decision = { ...INSPECT };
    await world.stand(id, { state: 'decided', by: me, role: 'supervisor', at: Date.now(), decision, opinion: null });
  });

  it('breaks no rule of its policy', async () => {
    const context: BrowserContext = await browser.newContext();
    onTestFinished(() => context.close());
    await world.signIn(context, 'supervisor');
    const page = await context.newPage();
    const trouble: string[] = [];
    page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(error.message));
    await page.goto(`${world.url}/#/officer/watch`);
    await page.locator('.queue-link').first().click();
    for (const name of ['handover', 'attention', 'outcomes']) {
      await page.evaluate(`location.hash = '#/officer/${name}'`);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
    }
    expect(trouble).toEqual([]);
  });
});
