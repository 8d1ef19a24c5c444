/** Decisions of two people, in a real browser, against a real server. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { recordAct } from '../../../../server/records/acts/record-act.ts';
import { ensurePlaces } from '../../../../server/records/sites/ensure-place.ts';
import { isOfficerRevoked, revokeOfficer } from '../../../../server/people/duties/revoked-officers.ts';
import { COMMAND_LINE } from '../../../../server/records/acts/machine.ts';
import { openPayloadsOf } from '../../../../server/records/proposals/proposal-table.ts';
import { dutiesOf, setDutyTerm } from '../../../../server/people/duties/duty-table.ts';
import { duty, HOUR_MS, person } from '../../platform/access/fixtures/principals.ts';
import { giveSignedOrder } from '../../../support/give-signed-order.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { employ, type Employed } from '../../fixtures/employ.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { kioskIdOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { storeProposals } from './sample-proposals.ts';

/** How often a page reads its list again, ms. */
const READ_AGAIN_MS = 15_000;
const missing = missingConsole();

/** One server and one browser for all: each case continues from the state of the one before. */
describe.skipIf(missing !== undefined)('decisions', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'postern-decisions-'));
  let browser: Browser;
  let server: RunningServer;

  const open = async ({ cookie }: Employed, prepare?: (page: Page) => Promise<void>): Promise<Page> => {
    const context = await browser.newContext({ locale: 'en-GB' });
    onTestFinished(() => context.close());
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: server.url }]);
    const page = await context.newPage();
    await prepare?.(page);
    await page.goto(`${server.url}/#/decisions`);
    return page;
  };
  const hire = (name: string, role: Parameters<typeof duty>[0]) => {
    const now = Date.now();
    const terms = { validFrom: now - HOUR_MS, validUntil: now + 99 * HOUR_MS, trainingValidUntil: now + 99 * HOUR_MS };
    return employ(server, name, duty(role, terms));
  };
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const picker = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
  const dialog = (page: Page) => page.getByRole('dialog');
  /** Picks from known records by the keyboard alone. */
  const pick = async (page: Page, name: string, ...ids: readonly string[]) => {
    for (const id of ids) {
      await picker(page, name).fill(id);
      await page.getByRole('option', { name: id }).first().waitFor();
      await picker(page, name).press('ArrowDown');
      await picker(page, name).press('Enter');
    }
  };
  /** A proposal that another administrator makes in the meantime. */
  const propose = async (who: Employed, kind: string, payload: unknown) => {
    const answer = await server.ask('/v1/proposals', {
      method: 'POST',
      headers: { cookie: who.cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: Buffer.from(JSON.stringify({ kind, payload })),
    });
    return JSON.parse(answer.text) as { id: string; digest: string };
  };
  const withdraw = (who: Employed, id: string) =>
    server.ask(`/v1/proposals/${id}/withdrawal`, {
      method: 'POST',
      headers: { cookie: who.cookie, 'sec-fetch-site': 'same-origin' },
    });

  beforeAll(async () => {
    browser = await launchHeadlessShell();
    server = await runServer({ dataDir, onEnd: () => undefined });
    await server.enrol(testKiosk(kioskIdOf('north-1')));
    await server.context.queue.run((transaction) => ensurePlaces(transaction, [{ site: 'south' }], Date.now()));
    await employ(server, 'p-otto');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('of administrators: one proposes a duty, another sees all of it and approves', async () => {
    const anna = await open(await hire('p-anna', 'administrator'));
    await pick(anna, 'Person', 'p-otto');
    await anna.getByLabel('Duty', { exact: true }).selectOption('officer');
    await pick(anna, 'Sites', 'north', 'south');
    await button(anna, 'Limit to certain hours').click();
    await anna.getByLabel('Fri').uncheck();
    await anna.getByLabel('From', { exact: true }).fill('22:00');
    await anna.getByLabel('Until', { exact: true }).fill('06:00');
    await anna.getByText('Ends on the next day.').waitFor();
    await pick(anna, 'Time zone', 'Europe/Lisbon');
    expect(await axe(anna)).toEqual([]);
    await button(anna, 'Propose').click();
    await anna.locator('main').getByText('Proposed. Another person must approve it.').waitFor();
    await button(anna, 'Withdraw').waitFor();
    expect(await button(anna, 'Approve…').count()).toBe(0);
    expect(await axe(anna)).toEqual([]);

    const berta = await open(await hire('p-berta', 'administrator'));
    await button(berta, 'Approve…').waitFor();
    const shown = await berta.locator('main').innerText();
    for (const said of [
      'p-otto is given a duty: Officer.',
      'p-otto',
      'north, south',
      'p-anna',
      'Mon, Tue, Wed, Thu 22:00–06:00 Europe/Lisbon',
    ])
      expect(shown).toContain(said);
    // Asks once, and repeats what it does
    await button(berta, 'Approve…').click();
    await dialog(berta).getByText('p-otto is given a duty: Officer.').waitFor();
    expect(await axe(berta)).toEqual([]);
    await button(berta, 'Cancel').click();
    expect(await dutiesOf(server.database.knex, person('p-otto'))).toEqual([]);
    await button(berta, 'Approve…').click();
    await dialog(berta).getByRole('button', { name: 'Approve', exact: true }).press('Enter');
    await berta.locator('.badge').getByText('Approved', { exact: true }).waitFor();
    expect(await dutiesOf(server.database.knex, person('p-otto'))).toMatchObject([
      {
        ...{ role: 'officer', sites: ['north', 'south'], lanes: 'all' },
        shifts: [{ days: [1, 2, 3, 4], from: '22:00', until: '06:00', timeZone: 'Europe/Lisbon' }],
      },
    ]);
    expect(await axe(berta)).toEqual([]);

    // A duty that ends is named by its holder, not by an id
    const otto = berta.locator('li', { hasText: 'p-otto' });
    await button(berta, 'End').first().waitFor();
    await otto.getByRole('button', { name: 'End', exact: true }).click();
    await berta.getByText('p-otto’s duty ends with the approval: Officer.').waitFor();
    await button(berta, 'Withdraw').click();
    await berta.getByText('Withdrawn', { exact: true }).waitFor();
  });

  it('show beside the decision where the account comes from, and a recovery shows it as well', async () => {
    const [vera, hugo] = [await hire('p-vera', 'administrator'), await hire('p-hugo', 'administrator')];
    await employ(server, 'p-sock');
    const invited = {
      person: vera.personId,
      role: 'administrator',
      act: 'people.invite',
      result: 'done',
      session: null,
    } as const;
    const subject = { target: { subject: 'p-sock' }, at: Date.now() };
    await server.context.queue.run((transaction) => recordAct(transaction, { ...invited, ...subject }));
    // Three more administrators work here, so another one proposes; the account is new in any case
    const now = Date.now();
    const { id } = await propose(hugo, 'duty-give', {
      ...{ person: 'p-sock', role: 'auditor', sites: 'all', lanes: 'all', shifts: [] },
      ...{ validFrom: now, validUntil: now + HOUR_MS, trainingValidUntil: now + HOUR_MS },
    });
    const page = await open(vera);
    const card = page.locator('li.decision', { hasText: 'p-sock is given a duty: Auditor.' });
    await card.getByText('The account was younger than a day at that time.').waitFor();
    expect(await card.innerText()).toMatch(/Name\s+p-sock\s+Account since\s+[^]*Invited by\s+p-vera/);
    expect(await axe(page)).toEqual([]);
    await withdraw(hugo, id);
    await server.ask('/v1/people/p-sock/recoveries', {
      method: 'POST',
      headers: { cookie: vera.cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    });
    const people = await open(hugo);
    await people.goto(`${server.url}/#/people`);
    const waiting = people.getByRole('list', { name: 'Before you decide' });
    await waiting.getByText('also sent the invitation of this account').waitFor();
    expect(await people.locator('main').innerText()).toMatch(/Invited by\s+p-vera/);
    expect(await axe(people)).toEqual([]);
  });

  it('take back the revocation of an officer: with cause and file, and after a stolen key only with new keys', async () => {
    const [iris, jule] = [await hire('p-iris', 'administrator'), await hire('p-jule', 'administrator')];
    await employ(server, 'p-rolf');
    const revoked = { officer: person('p-rolf'), at: Date.now() - HOUR_MS, by: COMMAND_LINE };
    const revoke = (cause: 'suspicion' | 'key-stolen') =>
      server.context.queue.run((transaction) => revokeOfficer(transaction, { ...revoked, cause }));
    await revoke('suspicion');
    const page = await open(iris);
    await page.goto(`${server.url}/#/people`);
    const rolf = page.locator('li', { hasText: 'p-rolf' });
    await rolf.getByText('Permission revoked').waitFor();
    expect(await rolf.innerText()).toMatch(/a command at the server\s+Cause\s+The officer’s conduct is examined/);
    await button(page, 'Take the revocation back…').press('Enter');
    await dialog(page).getByLabel('Reason').selectOption('suspicion-refuted');
    await dialog(page).getByLabel('File or case').press('Enter');
    await dialog(page).getByText('Enter the file or the case.').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.type('Case 7');
    await page.keyboard.press('Enter');
    await rolf.getByText('Proposed. Another person must approve it.').waitFor();
    const [proposed] = await openPayloadsOf(server.database.knex, 'officer-reinstate', Date.now());
    expect(proposed).toEqual({
      ...{ person: 'p-rolf', revokedAt: revoked.at, reason: 'suspicion-refuted', reference: 'Case 7' },
    });
    // The key turns out to be stolen before another administrator decides
    await revoke('key-stolen');
    const other = await open(jule);
    const card = other.locator('li.decision', { hasText: 'p-rolf may view evidence again' });
    await card.getByText('A key may be in the hands of another person').waitFor();
    expect(await card.innerText()).toMatch(/Reason to take it back\s+The examination found nothing[^]*Case 7/);
    expect(await axe(other)).toEqual([]);
    await card.getByRole('button', { name: 'Approve…' }).click();
    await dialog(other).getByRole('button', { name: 'Approve', exact: true }).click();
    await other.getByText('First ask for new keys for the officer').first().waitFor();
    expect(await isOfficerRevoked(server.database.knex, revoked.officer)).toBe(true);
    const recovery = { act: 'recovery.approve', person: jule.personId, session: null, result: 'done' } as const;
    const about = { role: 'administrator', target: { subject: 'p-rolf' }, at: Date.now() } as const;
    await server.context.queue.run((transaction) => recordAct(transaction, { ...recovery, ...about }));
    await other.reload();
    await card.getByRole('button', { name: 'Approve…' }).click();
    await dialog(other).getByRole('button', { name: 'Approve', exact: true }).click();
    await card.getByText('Approved', { exact: true }).waitFor();
    expect(await isOfficerRevoked(server.database.knex, revoked.officer)).toBe(false);
  });

  it('explain why a duty cannot be proposed', async () => {
    const carla = await open(await hire('p-carla', 'administrator'));
    await pick(carla, 'Person', 'p-otto');
    await carla.getByLabel('Duty', { exact: true }).selectOption('auditor');
    await pick(carla, 'Sites', 'All sites');
    await button(carla, 'Propose').click();
    await carla.locator('main').getByText('The person holds a duty that excludes this one.').waitFor();
    // A name that no record has is not sent
    await picker(carla, 'Person').fill('p-unknown');
    await carla.getByText('No match. Choose one from the list.').waitFor();
    await picker(carla, 'Person').press('Escape');
    await button(carla, 'Propose').click();
    expect(await carla.evaluate('document.activeElement.validationMessage')).toBe('Choose one from the list.');
    // A refused proposal removes the confirmation of the proposal before it.
    await hire('p-oscar', 'officer');
    await carla.reload();
    await pick(carla, 'Person', 'p-oscar');
    await carla.getByLabel('Duty', { exact: true }).selectOption('supervisor');
    await pick(carla, 'Sites', 'All sites');
    await button(carla, 'Propose').click();
    const form = carla.getByRole('region', { name: 'Propose a duty' });
    const made = form.getByText('Proposed. Another person must approve it.');
    await made.waitFor();
    await pick(carla, 'Person', 'p-otto');
    await carla.getByLabel('Duty', { exact: true }).selectOption('auditor');
    await button(carla, 'Propose').click();
    await form.getByText('The person holds a duty that excludes this one.').waitFor();
    expect(await made.count()).toBe(0);
  });

  it('stay where they are while they are read: new ones wait behind a button', async () => {
    const [frida, gustav] = [await hire('p-frida', 'administrator'), await hire('p-gustav', 'administrator')];
    await hire('p-ilse', 'officer');
    const [held] = await dutiesOf(server.database.knex, person('p-ilse'));
    const renew = (days: number) => {
      const until = Date.now() + days * 24 * HOUR_MS;
      return { duty: held!.id, validUntil: until, trainingValidUntil: until };
    };
    const first = await propose(frida, 'duty-renew', renew(30));
    const second = await propose(frida, 'duty-renew', renew(40));
    const page = await open(gustav, (opened) => opened.clock.install());
    const readsAgain = () => page.clock.fastForward(READ_AGAIN_MS);
    const rows = page.locator('li.decision');
    await page.getByText('p-ilse’s duty is renewed: Officer.').nth(1).waitFor();
    const lower = async () => (await rows.nth(2).boundingBox())?.y;
    const before = await lower();
    const third = await propose(frida, 'duty-end', { duty: held!.id });
    const fresh = button(page, '1 new proposal: show');
    await readsAgain();
    await fresh.waitFor();
    expect(await lower()).toBe(before);
    // Another person settles one above: its buttons go, and nothing moves
    await withdraw(frida, second.id);
    await readsAgain();
    await rows.nth(0).getByText('Withdrawn', { exact: true }).waitFor();
    expect(await rows.nth(0).getByRole('button').count()).toBe(0);
    expect(await lower()).toBe(before);
    expect(await axe(page)).toEqual([]);
    await fresh.click();
    await page.getByText('p-ilse’s duty ends with the approval: Officer.').waitFor();
    await withdraw(frida, third.id);
    await withdraw(frida, first.id);
  });

  it('tell the true reason when an approval comes too late', async () => {
    const [jana, kurt] = [await hire('p-jana', 'administrator'), await hire('p-kurt', 'administrator')];
    await hire('p-lena', 'officer');
    const [held] = await dutiesOf(server.database.knex, person('p-lena'));
    const withdrawn = await propose(jana, 'duty-end', { duty: held!.id });
    const page = await open(kurt);
    const approve = async () => {
      const row = page.locator('li.decision', { hasText: 'p-lena’s duty ends' }).first();
      await row.getByRole('button', { name: 'Approve…' }).click();
      await dialog(page).getByText('p-lena’s duty ends with the approval: Officer.').waitFor();
    };
    await approve();
    await withdraw(jana, withdrawn.id);
    await button(page, 'Approve').click();
    await dialog(page).getByText('It was withdrawn by the person who proposed it. Nothing was done.').waitFor();
    // Only the failure is shown
    expect(await dialog(page).getByText('p-lena’s duty').count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    await button(page, 'Close').click();

    await propose(jana, 'duty-end', { duty: held!.id });
    await page.reload();
    await approve();
    const shorter = { ...held!, validUntil: held!.validUntil - 1 };
    await server.context.queue.run((transaction) => setDutyTerm(transaction, held!.id, shorter));
    await button(page, 'Approve').click();
    await dialog(page).getByText('The present state has changed since it was shown').waitFor();
    await button(page, 'Close').click();
    expect((await dutiesOf(server.database.knex, person('p-lena')))[0]?.validUntil).toBe(shorter.validUntil);
    // The difference is shown again, and now it is approved
    await approve();
    await button(page, 'Approve').click();
    const lena = page.locator('li.decision', { hasText: 'p-lena’s duty ends' });
    await lena.locator('.badge').getByText('Approved', { exact: true }).waitFor();
    expect((await dutiesOf(server.database.knex, person('p-lena')))[0]?.validUntil).toBeLessThan(shorter.validUntil);
  });

  it('ask a second person to confirm an emergency, and never the person who opened', async () => {
    const opened = await hire('p-gerda', 'supervisor');
    const { context, orders } = server;
    const order = { kind: 'open-in-emergency', cause: 'fire' } as const;
    const giver = { id: opened.personId, role: 'supervisor' } as const;
    const given = await context.queue.run((transaction) =>
      giveSignedOrder(orders.desk, transaction, { kioskId: kioskIdOf('north-1'), order, person: giver, session: null }),
    );
    expect(given.kind).toBe('issued');
    const part = (page: Page) => page.getByRole('region', { name: 'Lanes opened in an emergency' });

    const gerda = await open(opened);
    await part(gerda).getByText('Fire: north-1, north').waitFor();
    await part(gerda).getByText('Another supervisor must confirm the emergency.').waitFor();
    expect(await part(gerda).getByRole('button').count()).toBe(0);
    expect(await axe(gerda)).toEqual([]);

    const hanna = await open(await hire('p-hanna', 'supervisor'));
    await part(hanna).getByText('To be confirmed', { exact: true }).waitFor();
    expect(await axe(hanna)).toEqual([]);
    // By keyboard alone
    const there = part(hanna).getByRole('button', { name: 'Confirm the emergency' });
    await there.focus();
    await hanna.keyboard.press('Enter');
    await part(hanna).getByText('Confirmed', { exact: true }).waitFor();
    await part(hanna)
      .getByText(/Looked into by p-hanna/)
      .waitFor();
    expect(await part(hanna).getByRole('button').count()).toBe(0);

    await gerda.reload();
    await part(gerda).getByText('Confirmed', { exact: true }).waitFor();
    expect(await axe(gerda)).toEqual([]);
  });

  it('of every kind and state are listed for an auditor without their content, and for an administrator', async () => {
    const faults: string[] = [];
    const [ines, mara] = [await hire('p-ines', 'auditor'), await hire('p-mara', 'administrator')];
    await hire('p-nora', 'officer');
    const [held] = await dutiesOf(server.database.knex, person('p-nora'));
    const count = await storeProposals(server, { duty: held!.id, by: person('p-nora'), now: Date.now() });
    for (const who of [ines, mara]) {
      const page = await open(who);
      page.on('pageerror', ({ message }) => faults.push(message));
      await page.reload();
      await page.locator('li.decision').first().waitFor();
      const older = button(page, 'Show older proposals');
      while ((await older.count()) > 0) {
        const before = await page.locator('li.decision').count();
        await older.click();
        // The last page is empty when the one before it was full
        await expect
          .poll(async () => (await page.locator('li.decision').count()) > before || (await older.count()) === 0)
          .toBe(true);
      }
      const own = page.locator('li.decision', { hasText: 'Proposed by p-nora' });
      // An administrator does not see the holds and policies of privacy officers
      if (who === ines) expect(await own.count()).toBe(count);
      else expect(await own.count()).toBeGreaterThan(count / 4);
      expect((await page.locator('.proposal-facts').count()) > 0).toBe(who === mara);
      expect(await axe(page)).toEqual([]);
      // The search reads the words of each
      await page.getByLabel('Search', { exact: true }).first().fill('p-nora');
      await own.first().waitFor();
    }
    expect(faults).toEqual([]);
  });

  it('are not shown to an officer', async () => {
    const fritz = await open(await hire('p-fritz', 'officer'));
    await fritz.getByRole('heading', { name: 'Postern' }).waitFor();
    expect(await fritz.getByRole('link', { name: 'Decisions' }).count()).toBe(0);
    expect(await fritz.getByRole('heading', { name: 'Decided by two people' }).count()).toBe(0);
  });
});
