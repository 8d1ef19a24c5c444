/** The page that shows which lanes run what, in a real browser, against a real server. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { insertSoftware } from '../../../../server/lanes/attestation/approved-software.ts';
import { putAttestationKey } from '../../../../server/lanes/attestation/attestation-keys.ts';
import { putQuote } from '../../../../server/lanes/attestation/lane-quotes.ts';
import { QUOTED_REGISTERS } from '../../../../server/contract/attestation.ts';
import { duty, HOUR_MS } from '../../platform/access/fixtures/principals.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { employ } from '../../fixtures/employ.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { kioskIdOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const missing = missingConsole();
const APPROVED = 'ab'.repeat(32);
const OTHER = 'cd'.repeat(32);

/** Values of all registers; `changed` differs from an approved start. */
const registersWith = (changed?: number) =>
  QUOTED_REGISTERS.map((register) => ({ register, value: register === changed ? OTHER : APPROVED }));

describe.skipIf(missing !== undefined)('the page of lane software', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'postern-lane-software-'));
  const cookies = new Map<string, string>();
  let browser: Browser;
  let server: RunningServer;

  const open = async (person: string): Promise<Page> => {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1_440, height: 900 } });
    onTestFinished(() => context.close());
    const [name = '', value = ''] = (cookies.get(person) ?? '').split('=');
    await context.addCookies([{ name, value, url: server.url }]);
    const page = await context.newPage();
    await page.goto(`${server.url}/#/administration/software`);
    await page.getByRole('heading', { name: 'Software of lanes' }).waitFor();
    return page;
  };
  const rowOf = (page: Page, kioskId: string) => page.getByRole('row').filter({ hasText: kioskId });

  /** A lane with a TPM whose latest quote is this old. */
  async function quoted(number: number, release: string, ageMs: number, changed?: number): Promise<void> {
    const kioskId = kioskIdOf(`north-${number}`);
    await server.enrol(testKiosk(kioskId, number), String(number));
    const now = Date.now();
    await server.context.queue.run(async (transaction) => {
      await putAttestationKey(transaction, {
        ...{ kioskId, publicArea: new Uint8Array(90).fill(number), manufacturer: 'IFX', boundAt: now },
        endorsement: String(number).repeat(64),
      });
      await putQuote(transaction, {
        ...{ kioskId, challengedAt: now - ageMs, quotedAt: now - ageMs, certificate: 'ab01', resets: 1, restarts: 0 },
        ...{ registers: registersWith(changed), release },
      });
    });
  }

  beforeAll(async () => {
    browser = await launchHeadlessShell();
    server = await runServer({
      ...{ dataDir, onEnd: () => undefined },
      laneStarts: { policy: 'report', hardwareOnly: false, manufacturers: [] },
    });
    await quoted(1, APPROVED, 60_000);
    await quoted(2, OTHER, 60_000, 4);
    await quoted(3, APPROVED, 2 * HOUR_MS);
    await server.enrol(testKiosk(kioskIdOf('north-4'), 4), '4');
    const approval = { approvedAt: Date.now() };
    await server.context.queue.run(async (transaction) => {
      const start = { kind: 'start', name: 'field-1', registers: registersWith() } as const;
      await insertSoftware(transaction, start, { id: '1'.repeat(32), ...approval });
      const release = { kind: 'release', name: '2026.11', digest: APPROVED } as const;
      await insertSoftware(transaction, release, { id: '2'.repeat(32), ...approval });
    });
    const now = Date.now();
    const terms = { validFrom: now - HOUR_MS, validUntil: now + 99 * HOUR_MS, trainingValidUntil: now + 99 * HOUR_MS };
    for (const [person, role] of [
      ['one', 'administrator'],
      ['two', 'administrator'],
      ['reader', 'auditor'],
    ] as const) {
      cookies.set(person, (await employ(server, `p-${person}`, duty(role, terms))).cookie);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('shows the start, release and maker of each lane, and what differs', async () => {
    const page = await open('one');
    await page.getByText('The server accepts messages of every lane.', { exact: false }).waitFor();
    const said = {
      'north-1': ['Approved: field-1', 'Approved: 2026.11', APPROVED, 'IFX'],
      'north-2': ['Differs from field-1', 'Registers that differ: 4', 'Not approved', OTHER],
      'north-3': ['Old proof', 'Approved: 2026.11'],
      'north-4': ['No proof', 'Not stated', 'never'],
    };
    for (const [kioskId, words] of Object.entries(said)) {
      const text = await rowOf(page, kioskId).innerText();
      for (const word of words) expect(text).toContain(word);
    }
    expect(await axe(page)).toEqual([]);
  });

  it('proposes the start of a lane with the keyboard; a second administrator approves it, and the lane shows its name', async () => {
    const page = await open('one');
    await rowOf(page, 'north-2').getByRole('button', { name: 'Propose this start' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`Values of ${QUOTED_REGISTERS.length} registers`).waitFor();
    expect(await axe(page)).toEqual([]);
    await dialog.getByLabel('Name of the start').focus();
    await page.keyboard.type('field-2');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const other = await open('two');
    await other.goto(`${server.url}/#/decisions`);
    await other.getByText('The start field-2 of lanes is approved.').first().waitFor();
    await other.getByRole('button', { name: 'Approve…' }).press('Enter');
    await other.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).press('Enter');
    await expect
      .poll(async () => (await server.context.knex('approved_software').where({ name: 'field-2' })).length)
      .toBe(1);
    const after = await open('reader');
    await rowOf(after, 'north-2').getByText('Approved: field-2').waitFor();
    expect(await after.getByRole('button', { name: /Propose/ }).count()).toBe(0);
  });

  it('refuses a digest with a wrong digit, and proposes a release and a withdrawal', async () => {
    const page = await open('one');
    await page.getByLabel('Name of the release').fill('2026.12');
    await page.getByLabel('Digest').fill('xyz');
    await page.getByLabel('Digest').press('Enter');
    await page.getByText('A digest has 64 of the digits 0 to 9 and a to f.').waitFor();
    await page.getByLabel('Digest').fill(OTHER.toUpperCase());
    await page.getByLabel('Digest').press('Enter');
    const proposed = async () => (await server.context.knex('proposals').where({ state: 'open' })).length;
    await expect.poll(proposed).toBe(1);
    await page.getByRole('button', { name: 'Propose to withdraw 2026.11' }).press('Enter');
    await expect.poll(proposed).toBe(2);
  });
});
