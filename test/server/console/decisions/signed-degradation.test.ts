/** Two supervisors reduce a policy, each with one press and a passkey, in real browsers with authenticators of their own making. */
import { changeRows } from '../../../../server/records/ledger/recorded/write-row.ts';
import { SessionCodes } from '../../../../server/people/people/session-code.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Lane } from '../../../../kiosk/lane/state-machine/lane.ts';
import { officerKeysOf } from '../../../../kiosk/lists/officer-keys/officer-keys.ts';
import { judgeOrder } from '../../../../kiosk/lane/orders/judge-order.ts';
import { readOrder } from '../../../../server/contract/order.ts';
import { listOrders } from '../../../../server/lanes/orders/order-table.ts';
import { deletePasskeysOf } from '../../../../server/people/people/tables/passkeys.ts';
import { findPerson } from '../../../../server/people/people/tables/people.ts';
import { keyList, listed } from '../../../support/officer-passkeys.ts';
import { duty, HOUR_MS, person } from '../../platform/access/fixtures/principals.ts';
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
import { authenticatorsOf, type VirtualAuthenticator } from '../sign-in/virtual-authenticator.ts';

const DAY_MS = 24 * HOUR_MS;
const missing = missingConsole();

describe.skipIf(missing !== undefined)(`a reduced policy${missing === undefined ? '' : ` (${missing})`}`, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'postern-reduced-'));
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
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const dialog = (page: Page) => page.getByRole('dialog');

  /** A supervisor at the page of decisions, with an empty authenticator. Their session has no fresh proof. */
  async function supervisor(name: string) {
    const now = Date.now();
    const terms = { validFrom: now - HOUR_MS, validUntil: now + 9 * HOUR_MS, trainingValidUntil: now + 9 * HOUR_MS };
    const { cookie, personId, sessionId } = await employ(server, name, duty('supervisor', terms));
    const codes = new SessionCodes(server.people.sealer.key('session'), server.context);
    await server.context.queue.run(async (transaction) => {
      await deletePasskeysOf(transaction, personId);
      const row = (await transaction('sessions').where({ id: sessionId }).first()) as Record<string, never>;
      const { id, method, device, token_digest: tokenDigest, person_id: by } = row;
      const times = { signedInAt: Number(row['signed_in_at']), endsAt: Number(row['ends_at']), steppedUpAt: null };
      const code = codes.codeOf('sessions', {
        id: id!,
        method: method!,
        device: device!,
        tokenDigest: tokenDigest!,
        person: by!,
        ...times,
      });
      await changeRows(transaction, 'sessions', { id: sessionId }, { stepped_up_at: null, code });
    });
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
    onTestFinished(() => context.close());
    const [cookieName = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name: cookieName, value, url: originOf(server) }]);
    const page = await context.newPage();
    const authenticator = await (await authenticatorsOf(page)).plugIn();
    await page.goto(`${originOf(server)}/#/decisions`);
    return { name, page, authenticator };
  }
  /** Registers a passkey of the person, which their authenticator holds. */
  async function register(name: string, holder?: VirtualAuthenticator): Promise<SoftAuthenticator> {
    const passkey = await givePasskey(server.context, name, new SoftAuthenticator(originOf(server)));
    await holder?.hold(passkey, await handleOf(name));
    return passkey;
  }
  const handleOf = async (name: string) => (await findPerson(server.context.knex, person(name)))?.userHandle ?? '';

  async function propose(page: Page): Promise<void> {
    for (const [name, id] of [
      ['Site', 'north'],
      ['Lanes', 'north-1'],
    ] as const) {
      const picker = page.getByRole('combobox', { name, exact: true });
      await picker.fill(id);
      await page.getByRole('option', { name: id }).first().waitFor();
      await picker.press('ArrowDown');
      await picker.press('Enter');
    }
    await page.getByLabel('Reduction', { exact: true }).selectOption('without-watchlist');
    await page.getByLabel('Cause', { exact: true }).selectOption('feed-down');
    await button(page, 'Propose').click();
  }
  async function approve(page: Page): Promise<void> {
    await button(page, 'Approve…').click();
    await dialog(page).getByText('You sign it with your passkey; a password is not enough.').waitFor();
    await dialog(page).getByRole('button', { name: 'Approve', exact: true }).click();
  }

  it('is proposed and approved with a passkey in the same press, and a lane accepts what both signed', async () => {
    const doris = await supervisor('p-doris');
    await doris.page.getByText('A person who has only a password can neither propose nor approve it.').waitFor();
    expect(await axe(doris.page)).toEqual([]);
    // Without a passkey nothing is proposed
    await propose(doris.page);
    const needed = 'A reduced policy is signed with a passkey, and you have none here. Add one under Your account.';
    await doris.page.locator('main').getByText(needed).waitFor();
    const keyOfDoris = await register('p-doris', doris.authenticator);
    await button(doris.page, 'Propose').click();
    await doris.page.locator('main').getByText('Proposed. Another person must approve it.').waitFor();
    expect(await doris.page.getByRole('heading', { name: 'Propose a duty' }).count()).toBe(0);

    const emil = await supervisor('p-emil');
    await approve(emil.page);
    await dialog(emil.page).getByText(needed).waitFor();
    await button(emil.page, 'Close').click();
    const keyOfEmil = await register('p-emil');
    // Their authenticator does not hold it, so it does not sign
    await approve(emil.page);
    await dialog(emil.page).getByText('Your passkey did not sign').waitFor();
    expect(await axe(emil.page)).toEqual([]);
    await button(emil.page, 'Close').click();
    expect(await given()).toEqual([]);

    await emil.authenticator.hold(keyOfEmil, await handleOf('p-emil'));
    await approve(emil.page);
    await emil.page.locator('.badge').getByText('Approved', { exact: true }).waitFor();
    // The signature was the fresh proof too: no other one was asked
    expect(await dialog(emil.page).count()).toBe(0);

    const [order] = await given();
    const read = readOrder(order!.payload);
    if (read.kind !== 'valid') throw new Error(read.code);
    const from = Date.now() - DAY_MS;
    const keys = [listed(keyOfDoris, 'p-doris', {}, from), listed(keyOfEmil, 'p-emil', {}, from)];
    const content = keyList(keys, { validFrom: from, origins: [originOf(server)] });
    const facts = {
      ...{ kioskId: kioskIdOf('north-1'), site: 'north', nowMs: Date.now(), referred: undefined },
      ...{
        lane: { state: { phase: 'idle' } } as Lane,
        officerKeys: officerKeysOf({ content, digest: 'c'.repeat(64) }),
      },
    };
    const received = { order: read.message, digest: order!.digest, assertion: order!.assertion ?? undefined };
    expect(judgeOrder(received, facts)).toMatchObject({ kind: 'holds' });

    await emil.page.reload();
    await emil.page.getByText('In force', { exact: true }).waitFor();
    expect(await axe(emil.page)).toEqual([]);
    await button(emil.page, 'End now').click();
    await emil.page.getByText('In force', { exact: true }).waitFor({ state: 'detached' });
  });
});
