/** Decisions of two people, in a real browser, against a real server. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dutiesOf } from '../../../../server/duties/duty-table.ts';
import { duty, HOUR_MS, person } from '../../access/fixtures/principals.ts';
import { giveSignedOrder } from '../../../support/give-signed-order.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchChromium, missingConsole } from '../../fixtures/chromium.ts';
import { employ, type Employed } from '../../fixtures/employ.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { kioskIdOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const missing = missingConsole();

/** One server and one browser for all: each case continues from the state of the one before. */
describe.skipIf(missing !== undefined)('decisions', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'postern-decisions-'));
  const contexts: BrowserContext[] = [];
  let browser: Browser;
  let server: RunningServer;

  const open = async ({ cookie }: Employed): Promise<Page> => {
    const context = await browser.newContext({ locale: 'en-GB' });
    contexts.push(context);
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: server.url }]);
    const page = await context.newPage();
    await page.goto(`${server.url}/#/decisions`);
    return page;
  };
  const hire = (name: string, role: Parameters<typeof duty>[0]) => {
    const now = Date.now();
    const terms = { validFrom: now - HOUR_MS, validUntil: now + 99 * HOUR_MS, trainingValidUntil: now + 99 * HOUR_MS };
    return employ(server, name, duty(role, terms));
  };
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

  beforeAll(async () => {
    browser = await launchChromium();
    server = await runServer({ dataDir, onEnd: () => undefined });
    await server.enrol(testKiosk(kioskIdOf('north-1')));
    await employ(server, 'p-otto');
  });
  afterAll(async () => {
    for (const context of contexts) await context.close();
    await browser?.close();
    await server?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('of administrators: one proposes a duty, another sees all of it and approves', async () => {
    const anna = await open(await hire('p-anna', 'administrator'));
    await anna.getByLabel('Name at this server').fill('p-otto');
    await anna.getByLabel('Sites', { exact: true }).fill('north, south');
    await button(anna, 'Limit to certain hours').click();
    await anna.getByLabel('Fri').uncheck();
    await anna.getByLabel('From', { exact: true }).fill('22:00');
    await anna.getByLabel('Until', { exact: true }).fill('06:00');
    await anna.getByText('Ends on the next day.').waitFor();
    await anna.getByLabel('Time zone').fill('Europe/Lisbon');
    expect(await axe(anna)).toEqual([]);
    await button(anna, 'Propose').click();
    await anna.locator('main').getByText('Proposed. Another person must approve it.').waitFor();
    await button(anna, 'Withdraw').waitFor();
    expect(await button(anna, 'Approve').count()).toBe(0);
    expect(await axe(anna)).toEqual([]);

    const berta = await open(await hire('p-berta', 'administrator'));
    await button(berta, 'Approve').waitFor();
    const shown = await berta.locator('main').innerText();
    for (const said of [
      'p-otto is given a duty: Officer.',
      'p-otto',
      'north, south',
      'p-anna',
      'Mon, Tue, Wed, Thu 22:00–06:00 Europe/Lisbon',
    ])
      expect(shown).toContain(said);
    await button(berta, 'Approve').click();
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

  it('explain why a duty cannot be proposed', async () => {
    const carla = await open(await hire('p-carla', 'administrator'));
    await carla.getByLabel('Name at this server').fill('p-otto');
    await carla.getByLabel('Duty', { exact: true }).selectOption('auditor');
    await carla.getByLabel('Sites', { exact: true }).fill('all');
    await button(carla, 'Propose').click();
    await carla.locator('main').getByText('The person holds a duty that excludes this one.').waitFor();
    await carla.getByLabel('Name at this server').fill('p-unknown');
    await button(carla, 'Propose').click();
    const unknown = carla.locator('main').getByText('No person here has this name');
    await unknown.waitFor();
    // A refused proposal removes the confirmation of the proposal before it.
    await hire('p-oscar', 'officer');
    await carla.getByLabel('Name at this server').fill('p-oscar');
    await carla.getByLabel('Duty', { exact: true }).selectOption('supervisor');
    await button(carla, 'Propose').click();
    const made = carla
      .getByRole('region', { name: 'Propose a duty' })
      .getByText('Proposed. Another person must approve it.');
    await made.waitFor();
    await carla.getByLabel('Name at this server').fill('p-unknown');
    await button(carla, 'Propose').click();
    await unknown.waitFor();
    expect(await made.count()).toBe(0);
  });

  it('of supervisors: two put a reduced policy into force, and one ends it', async () => {
    const doris = await open(await hire('p-doris', 'supervisor'));
    await doris.getByLabel('Site', { exact: true }).fill('north');
    await doris.getByLabel('Kiosks').fill('north-1');
    await button(doris, 'Propose').click();
    await doris.locator('main').getByText('Proposed. Another person must approve it.').waitFor();
    expect(await doris.getByRole('heading', { name: 'Propose a duty' }).count()).toBe(0);
    const emil = await open(await hire('p-emil', 'supervisor'));
    await button(emil, 'Approve').click();
    await emil.locator('.badge').getByText('Approved', { exact: true }).waitFor();
    await emil.reload();
    await emil.getByText('In force', { exact: true }).waitFor();
    expect(await axe(emil)).toEqual([]);
    await button(emil, 'End now').click();
    await emil.getByText('In force', { exact: true }).waitFor({ state: 'detached' });
  });

  it('ask a second person to confirm an emergency, and never the person who opened', async () => {
    const opened = await hire('p-gerda', 'supervisor');
    const { context, orders } = server;
    const order = { kind: 'open-in-emergency', cause: 'fire' } as const;
    const giver = { id: opened.personId, role: 'supervisor' } as const;
    const given = await context.queue.run((transaction) =>
      giveSignedOrder(orders.desk, transaction, { kioskId: kioskIdOf('north-1'), order, person: giver }),
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
      .getByText(/looked into by p-hanna/)
      .waitFor();
    expect(await part(hanna).getByRole('button').count()).toBe(0);

    await gerda.reload();
    await part(gerda).getByText('Confirmed', { exact: true }).waitFor();
    expect(await axe(gerda)).toEqual([]);
  });

  it('are not shown to an officer', async () => {
    const fritz = await open(await hire('p-fritz', 'officer'));
    await fritz.getByRole('heading', { name: 'Postern' }).waitFor();
    expect(await fritz.getByRole('link', { name: 'Decisions' }).count()).toBe(0);
    expect(await fritz.getByRole('heading', { name: 'Decided by two people' }).count()).toBe(0);
  });
});
