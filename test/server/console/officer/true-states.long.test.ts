/** The officers' console states what the server has recorded, also while it changes: a page stays open and the records change under it. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { personIdSchema, type Role } from '../../../../server/platform/access/vocabulary.ts';
import type { Check } from '../../../../server/contract/report.ts';
import { listOrders } from '../../../../server/lanes/orders/order-table.ts';
import { axe } from '../../fixtures/axe.ts';
import { EVERYWHERE } from '../../fixtures/everywhere.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { consoleWorld, type ConsoleWorld } from '../../fixtures/console-world.ts';

const missing = missingConsole();
const SEEN: readonly Check[] = [
  { name: 'document-read', result: 'passed' },
  { name: 'face-comparison', result: 'failed', reason: 'below-threshold' },
];
const ADMITTED = { outcome: 'admitted-after-manual-check', reason: 'capture-was-poor' } as const;
const OFFICER = personIdSchema.parse('development-officer');

let browser: Browser;
let world: ConsoleWorld;

async function open(role: Role, hash = '#/officer', options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1_440, height: 900 }, ...options });
  onTestFinished(() => context.close());
  await world.signIn(context, role);
  const page = await context.newPage();
  await page.goto(`${world.url}/${hash}`);
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
}

const openLane = async (page: Page, lane: number) => {
  await page.getByRole('button', { name: new RegExp(`^Lane ${lane}\\b`) }).click();
  return page.getByRole('dialog', { name: `Lane ${lane}, terminal-2` });
};
const colourOf = (page: Page, text: string) =>
  page.evaluate<string>(
    `getComputedStyle([...document.querySelectorAll('.order-word')].find((one) => one.textContent.includes(${JSON.stringify(text)}))).color`,
  );

describe.skipIf(missing !== undefined)(`true states${missing === undefined ? '' : ` (${missing})`}`, () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
    world = await consoleWorld(6);
    for (let lane = 1; lane <= 6; lane++) await world.say(lane, 'idle');
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it('the dialog of a lane changes with the lane, as the card behind it does', async () => {
    const page = await open('supervisor');
    const dialog = await openLane(page, 1);
    await dialog.getByText('Free', { exact: true }).waitFor();
    await world.say(1, 'emergency');
    await dialog.getByText('Open: emergency', { exact: true }).waitFor();
    await world.say(1, 'idle', 'camera');
    await dialog.getByText('Free', { exact: true }).waitFor();
    await dialog.getByText('fault', { exact: true }).waitFor();
    await world.say(1, 'idle');
    await dialog.getByText('fault', { exact: true }).waitFor({ state: 'detached' });
  });

  it('an order that a lane carried out is green, one that it refused is red with the reason', async () => {
    const page = await open('supervisor');
    const dialog = await openLane(page, 2);
    const give = async () => {
      await dialog.getByText('Open once, by hand').first().click();
      await dialog.getByText('Staff', { exact: true }).click();
      await dialog.getByRole('button', { name: 'Open once, by hand' }).click();
      await dialog.getByText('Open once: on its way to the lane.').waitFor();
    };
    await give();
    await world.answerOrder(2);
    await dialog.getByText('Open once: done.').waitFor();
    expect(await colourOf(page, 'done.')).toBe('rgb(15, 98, 55)');
    expect(await axe(page)).toEqual([]);
    await give();
    await world.answerOrder(2, 'not-now');
    await dialog.getByText('not done. Reason: the lane is busy: a traveller is in it, or the gate moves.').waitFor();
    expect(await colourOf(page, 'not done.')).toBe('rgb(161, 21, 27)');
  });

  it('a gate that the lane does not open for an admitted traveller gets the true reason and the next step', async () => {
    const id = await world.refer(3, { checks: [...SEEN] });
    const standing = { state: 'decided', by: OFFICER, role: 'officer', decision: ADMITTED, opinion: null } as const;
    await world.stand(id, { ...standing, at: Date.now() });
    const page = await open('officer', `#/officer/watch/${id}`);
    await page.getByRole('button', { name: 'Open the gate for this traveller' }).click();
    await page.getByText('on its way to the lane').waitFor();
    await world.answerOrder(3, 'other-traveller');
    await page.getByText('the lane no longer has this traveller at its gate').waitFor();
    await page.getByText('open it once by hand, with the cause “Decided at the desk”').waitFor();
    await page.getByRole('button', { name: 'Open once, by hand' }).click();
    await page.getByText('Open once: on its way to the lane.').waitFor();
    await world.answerOrder(3);
    await page.getByText('Open once: done.').waitFor();
  });

  it('an outcome shows the decision of the officer from the moment of the decision', async () => {
    const page = await open('supervisor', '#/officer/outcomes');
    const id = await world.refer(4, { checks: [...SEEN] });
    const standing = { state: 'decided', by: OFFICER, role: 'officer', decision: ADMITTED, opinion: null } as const;
    await world.stand(id, { ...standing, at: Date.now() });
    const line = page.locator('.transaction-line', { hasText: 'Lane 4' }).first();
    await line.getByText('Admitted after a manual check').waitFor();
    expect(await line.innerText()).not.toContain('To an officer');
    await line.click();
    await page.getByText('Admitted after a manual check: The lane’s picture was poor. development-officer').waitFor();
    expect(await page.getByText('Decided by', { exact: true }).count()).toBe(0);
  });

  it('a passage after an opening by hand says that an officer opened the gate', async () => {
    const page = await open('supervisor');
    const dialog = await openLane(page, 5);
    await dialog.getByText('Open once, by hand').first().click();
    await dialog.getByText('Staff', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Open once, by hand' }).click();
    await dialog.getByText('Open once: on its way to the lane.').waitFor();
    await world.pass(5, await world.answerOrder(5));
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Outcomes' }).click();
    const line = page.locator('.transaction-line', { hasText: 'Lane 5' }).first();
    await line.getByText('Opened by hand').waitFor();
    await line.click();
    await page.getByText('An officer opened the gate by an order. The lane made no checks for this passage.').waitFor();
  });

  const strip = (page: Page) => page.getByRole('navigation', { name: 'Lanes that need you' });

  it('the strip on every page counts what needs a person, from its beginning to its end', async () => {
    const page = await open('supervisor', '#/decisions');
    // Openings of the tests before wait for a second person
    await strip(page).getByText('openings to confirm').waitFor();
    expect(await strip(page).getByText('out of service').count()).toBe(0);
    await world.say(6, 'out-of-service', 'camera');
    await strip(page).getByText('1 lane out of service').waitFor();
    await world.say(1, 'out-of-service');
    await strip(page).getByText('2 lanes out of service').waitFor();
    expect(await axe(page)).toEqual([]);
    await world.say(1, 'idle');
    await strip(page).getByText('1 lane out of service').click();
    await page.getByRole('dialog', { name: 'Lane 6, terminal-2' }).getByText('fault', { exact: true }).waitFor();
    await world.say(6, 'idle');
    await strip(page).getByText('out of service').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Outcomes' }).click();
    const alarm = page.locator('.alarm', { hasText: 'A lane is out of service' });
    await alarm.first().getByText('Over', { exact: true }).waitFor();
  });

  it('a whole site opens in two actions from any page, and each lane says what became of it', async () => {
    const page = await open('supervisor', '#/decisions');
    await page.getByRole('button', { name: 'Emergency', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Emergency at a whole site' });
    await dialog.getByRole('button', { name: 'Fire: open 6 lanes' }).click();
    await expect.poll(() => dialog.getByText('On its way to the lane').count()).toBe(6);
    const orders = await listOrders(world.server.context.knex, { reach: EVERYWHERE }, 10);
    const given = orders.filter(({ kind }) => kind === 'open-in-emergency');
    expect(new Set(given.map(({ kioskId }) => kioskId)).size).toBe(6);
    for (let lane = 1; lane <= 5; lane++) {
      await world.answerOrder(lane);
      await world.say(lane, 'emergency');
    }
    await world.answerOrder(6, 'gate-away');
    await dialog.getByText('Not done. Reason: the gate does not answer.').waitFor();
    await expect.poll(() => dialog.getByText('Done', { exact: true }).count()).toBe(5);
    await dialog.getByText('5 of 6 open in an emergency').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await strip(page).getByText('5 lanes open: emergency').waitFor();
    await strip(page)
      .getByText(/\d+ openings to confirm/)
      .waitFor();
    for (let lane = 1; lane <= 6; lane++) await world.say(lane, 'idle');
    await strip(page).getByText('5 lanes open: emergency').waitFor({ state: 'detached' });
  });
});
