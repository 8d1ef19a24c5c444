/** An officer opens a lane with a passkey, in a real browser with an authenticator of its own making. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { deletePasskeysOf } from '../../../../server/people/people/tables/passkeys.ts';
import { findPerson } from '../../../../server/people/people/tables/people.ts';
import { listOrders } from '../../../../server/lanes/orders/order-table.ts';
import { duty, HOUR_MS } from '../../platform/access/fixtures/principals.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { employ } from '../../fixtures/employ.ts';
import { EVERYWHERE } from '../../fixtures/everywhere.ts';
import { givePasskey } from '../../fixtures/passkeys-of.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { kioskIdOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { originOf } from '../../people/people/fixtures/enrolled.ts';
import { SoftAuthenticator } from '../../people/people/fixtures/soft-authenticator.ts';
import { authenticatorsOf } from '../sign-in/virtual-authenticator.ts';

const missing = missingConsole();

describe.skipIf(missing !== undefined)(`an opening${missing === undefined ? '' : ` (${missing})`}`, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'postern-opening-'));
  let browser: Browser;
  let server: RunningServer;

  beforeAll(async () => {
    browser = await launchHeadlessShell();
    server = await runServer({ dataDir, onEnd: () => undefined });
    await server.enrol(testKiosk(kioskIdOf('north-1')));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const given = () => listOrders(server.context.knex, { reach: EVERYWHERE }, 10);

  /** Signed in at the dialog of the lane, beside an authenticator that holds their passkey, or none. */
  async function atTheLane(name: string, holds: 'their passkey' | 'no passkey'): Promise<Page> {
    const now = Date.now();
    const terms = { validFrom: now - HOUR_MS, validUntil: now + 9 * HOUR_MS, trainingValidUntil: now + 9 * HOUR_MS };
    const { cookie, personId } = await employ(server, name, duty('officer', terms));
    // The key that a person who is employed has otherwise is none of an authenticator
    await server.context.queue.run((transaction) => deletePasskeysOf(transaction, personId));
    const passkey = await givePasskey(server.context, name, new SoftAuthenticator(originOf(server)));
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
    onTestFinished(() => context.close());
    const [cookieName = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name: cookieName, value, url: originOf(server) }]);
    const page = await context.newPage();
    const authenticator = await (await authenticatorsOf(page)).plugIn();
    const person = await findPerson(server.context.knex, personId);
    if (holds === 'their passkey') await authenticator.hold(passkey, person?.userHandle ?? '');
    await page.goto(`${originOf(server)}/#/officer/lanes`);
    await page.getByRole('button', { name: /Lane north-1/ }).click();
    await page.getByText('Open once, by hand').click();
    await page.getByText('Staff', { exact: true }).click();
    return page;
  }
  const press = (page: Page) => page.getByRole('button', { name: 'Open once, by hand' }).click();

  it('is signed with the passkey, asked once, and is on its way then', async () => {
    const page = await atTheLane('p-otto', 'their passkey');
    await press(page);
    await page.getByText('on its way to the lane').waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await given()).toMatchObject([{ kind: 'open-for-cause', persons: [{ id: 'p-otto' }] }]);
  });

  it('is not given when the passkey does not sign, and says what to do', async () => {
    const page = await atTheLane('p-olga', 'no passkey');
    const before = await given();
    await press(page);
    await page.getByText('Your passkey did not sign: it was cancelled, or it took too long.').waitFor();
    expect(await given()).toEqual(before);
  });
});
