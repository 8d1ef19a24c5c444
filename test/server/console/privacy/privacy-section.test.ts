/** The privacy officer's part of the console in a real browser, against a real server. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { DEVELOPMENT_RETENTION } from '../../../../kiosk/vault/retention/development-retention.ts';
import { encodeBase64Url } from '../../../../server/contract/base64url.ts';
import { canonicalJson } from '../../../../server/contract/canonical-json.ts';
import { retentionDigest } from '../../../../server/contract/retention.ts';
import { signingInput } from '../../../../server/contract/signing.ts';
import { receiptCodeSchema, transactionIdOf } from '../../../../server/contract/traveller-receipt.ts';
import { axe } from '../../fixtures/axe.ts';
import { RECEIPT_CODE, receiptOf } from '../../fixtures/sample-receipt.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { everythingPublished } from '../../fixtures/entries-of.ts';
import { signInAs } from '../../people/people/fixtures/sign-in-as.ts';
import { privacyOffice, referredDueIn, type PrivacyOffice } from '../../privacy/fixtures/privacy-office.ts';
import { faultsOnceMore } from '../pages/examine-page.ts';

const MINUTE = 60_000;
const missing = missingConsole();

let browser: Browser;

async function open(
  office: PrivacyOffice,
  path: string,
  options: BrowserContextOptions = {},
  role = 'privacy-officer',
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  onTestFinished(() => context.close());
  const { url } = office.server;
  await context.request.post(`${url}/v1/development/sign-in`, { data: { role } });
  const page = await context.newPage();
  await page.goto(`${url}/#/privacy/${path}`);
  return page;
}

/** A person of the server who is on duty as a privacy officer and signed in, in a separate browser. */
async function openAs(office: PrivacyOffice, name: string, path: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB' });
  onTestFinished(() => context.close());
  const value = await signInAs(office.server, name, 'privacy-officer');
  await context.addCookies([{ name: 'postern-session', value, url: office.server.url }]);
  const page = await context.newPage();
  await page.goto(`${office.server.url}/#/privacy/${path}`);
  return page;
}

/** As `postern-lane documents sign` writes it, with a key of its own. */
function signedFile(policy: unknown): Buffer {
  const payload = canonicalJson(policy);
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const signature = {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    signature: encodeBase64Url(sign(null, signingInput('retention-policy', payload), privateKey)),
  };
  return Buffer.from(JSON.stringify({ policy: encodeBase64Url(payload), signatures: [signature] }));
}

async function busyOffice(): Promise<PrivacyOffice> {
  const office = await privacyOffice();
  await office.say(referredDueIn(5 * MINUTE, 30 * MINUTE, 600 * MINUTE));
  const transactionId = await office.refer(5);
  await office.view('officer-anna', transactionId);
  await office.erase(12);
  await office.erase(3, { retentionClass: 'referred', cause: 'due', keyIds: ['a'.repeat(32)] });
  return office;
}

describe.skipIf(missing !== undefined)('the privacy officer’s part', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('shows the kept data, and marks overdue data in red', async () => {
    const office = await busyOffice();
    const page = await open(office, 'kept');
    await page.getByText('Nothing is overdue,').waitFor();
    expect(await page.locator('main').innerText()).toContain('north, lane 7');
    expect(await axe(page)).toEqual([]);
    await office.say(referredDueIn(-3 * MINUTE));
    await page.reload();
    await page.getByText('Overdue at one lane.').waitFor();
    expect(await page.locator('.figure.is-late').innerText()).toContain('1');
    expect(await page.getByText('Go to the lane.').count()).toBe(1);
    expect(await axe(page)).toEqual([]);
  });

  it('follows a viewing to its proof, which verifies in the page', async () => {
    const office = await busyOffice();
    await everythingPublished(office.server);
    const page = await open(office, 'viewings');
    await page.getByRole('button', { name: /^Follow/ }).click();
    for (const [name, said] of [
      ['the permission', 'officer-anna was allowed to view evidence. Purpose: Is this the holder of the document?'],
      ['the viewing', 'The lane north-1 showed the requested evidence.'],
      ['the report', 'The server accepted report 2 of the lane north-1.'],
    ] as const) {
      const proof = page.locator('.proof').filter({ hasText: `Verify ${name}` });
      await proof.getByRole('button', { name: `Verify ${name}` }).click();
      await proof.getByText('Verified.').waitFor();
      expect(await proof.innerText()).toContain(said);
    }
    expect(await axe(page)).toEqual([]);
  });

  it('shows erasures with their receipts, and the chart also as a table', async () => {
    const office = await busyOffice();
    const page = await open(office, 'erased');
    await page.getByText('12 captures of travellers who went through').waitFor();
    await page.getByText('Meaning of the counts').click();
    await page.getByText('Several captures share one group key, so the two counts differ.').waitFor();
    await page.getByText('As a table').click();
    expect(await page.getByRole('row').filter({ hasText: '15' }).count()).toBeGreaterThan(0);
    await page
      .getByRole('button', { name: /the receipt/ })
      .first()
      .click();
    await page.getByText('It also destroyed 1 group key.').waitFor();
    await page.getByRole('button', { name: 'Verify the erasure' }).waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('shows an empty view, a denied view and an absent server as such', async () => {
    const office = await privacyOffice();
    const page = await open(office, 'viewings');
    await page.getByText('No one has viewed evidence').waitFor();
    expect(await axe(page)).toEqual([]);
    const officer = await open(office, 'kept', {}, 'officer');
    await officer.getByText('is not part of your duty').waitFor();
    const auditor = await open(office, 'kept', {}, 'auditor');
    await auditor.getByText('This is not part of your duty.').waitFor();
    await page.route('**/v1/privacy/**', (route) => route.abort());
    await page.getByRole('link', { name: 'Erased' }).click();
    await page.getByText('The server does not answer.').waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('passes axe in every look', async () => {
    const office = await busyOffice();
    const page = await open(office, 'kept');
    await page.getByText('Data by lane').waitFor();
    for (const [view, there] of [
      ['Kept now', 'Data by lane'],
      ['Erased', 'Receipts'],
      ['Viewings', 'Viewings of evidence'],
      ['Requests', 'Enter a request'],
      ['Retention', 'Change the policy'],
      ['Holds', 'Propose a hold'],
      ['Record and files', 'Statistics that may be published'],
    ] as const) {
      await page.getByRole('link', { name: view }).click();
      await page.getByRole('heading', { name: there }).waitFor();
      expect([view, await faultsOnceMore(page)]).toEqual([view, []]);
    }
  });

  it('lets two people change the policy, each in a separate browser', async () => {
    const office = await busyOffice();
    const anna = await openAs(office, 'p-anna', 'retention');
    await anna.getByRole('button', { name: 'Draft the first policy' }).click();
    for (const name of ['purpose', 'basis']) {
      for (const field of await anna.locator(`input[id$=-${name}]`).all())
        await field.fill('As the law of the border demands');
    }
    await anna.getByLabel('Kept at most, hours').nth(1).fill('0.5');
    expect(await axe(anna)).toEqual([]);
    await anna.getByRole('button', { name: 'Propose', exact: true }).click();
    await anna.getByText('Waits for a second person').waitFor();
    await anna.getByText('A person other than the proposer must approve it.').waitFor();
    expect(await anna.getByRole('button', { name: 'Approve' }).count()).toBe(0);

    const berta = await openAs(office, 'p-berta', 'retention');
    await berta.getByText('Exact content').click();
    await berta.getByText('"limitMs": 1800000').waitFor();
    await berta.getByRole('button', { name: 'Approve' }).click();
    await berta.getByText('By p-anna and p-berta').waitFor();
    await berta.getByText(/^\d+ changes$/).click();
    await berta.getByRole('article').getByText('30 min').waitFor();
    expect(await axe(berta)).toEqual([]);

    // Each adds a file that they signed elsewhere. `test/flows/privacy-office.long.test.ts` tests the answer of the lane
    const saved = berta.waitForEvent('download');
    await berta.getByRole('button', { name: 'Save for signing' }).click();
    const policy: unknown = JSON.parse(readFileSync(await (await saved).path(), 'utf8'));
    const bring = async (page: Page, file: Buffer) => {
      await page.reload();
      await page.getByText('Add your signature').click();
      await page
        .getByLabel('Signed file')
        .setInputFiles({ name: 'signed.json', mimeType: 'application/json', buffer: file });
    };
    await bring(anna, Buffer.from('{}'));
    await anna.getByText('This file is not a signed policy.').waitFor();
    await bring(anna, signedFile({ ...(policy as object), number: 7 }));
    await anna.getByText('This file signs another policy.').waitFor();
    await bring(anna, signedFile(policy));
    await anna.getByText('1 of 2 signatures').waitFor();
    await bring(berta, signedFile(policy));
    await berta.getByText('Policy 1 is signed. 0 of 2 lanes have adopted it.').waitFor();
    await berta.getByText('Starts when the policy is in force').first().waitFor();
    expect(await axe(berta)).toEqual([]);
  });

  it('starts a draft from the policy in force, with checkboxes for the audiences, and shows each difference', async () => {
    const office = await busyOffice();
    const anna = await openAs(office, 'p-anna', 'retention');
    const present = JSON.stringify(DEVELOPMENT_RETENTION);
    const choose = (text: string) =>
      anna
        .getByLabel('File of the present policy')
        .setInputFiles({ name: 'policy.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await choose('{}');
    await anna.getByText('This file is not a retention policy.').waitFor();
    await choose(present.replace('"number":1', '"number":2'));
    await anna.getByText('No lane has reported that it runs this policy.').waitFor();
    await office.erase(1, { retentionDigest: retentionDigest(canonicalJson(DEVELOPMENT_RETENTION)) });
    await anna.reload();
    await choose(present);
    await anna.getByText('Draft of policy 2').waitFor();
    await anna.getByText('1 difference', { exact: true }).waitFor();
    const referred = anna.getByRole('group', { name: 'Referred' });
    expect(await referred.getByLabel('Purpose').inputValue()).toBe(DEVELOPMENT_RETENTION.classes.referred.purpose);
    await referred.getByRole('checkbox', { name: 'Supervisors' }).uncheck();
    await referred.getByLabel('Kept at most, hours').fill('0.5');
    await anna.getByText('3 differences', { exact: true }).waitFor();
    const differences = anna.getByRole('region', { name: 'Differences from policy 1' });
    expect(await differences.innerText()).toContain('Officers, Supervisors → Officers');
    expect(await differences.innerText()).toContain('1 h → 30 min');
    expect(await anna.locator('select[multiple]').count()).toBe(0);
    expect(await axe(anna)).toEqual([]);
    const asked = anna.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/v1/proposals'),
    );
    await anna.getByRole('button', { name: 'Propose', exact: true }).click();
    const { payload } = (await asked).postDataJSON() as { payload: typeof DEVELOPMENT_RETENTION };
    expect(payload.classes.referred).toEqual({
      ...DEVELOPMENT_RETENTION.classes.referred,
      ...{ limitMs: 30 * MINUTE, visibleTo: ['officer'] },
    });
    await anna.getByText('Waits for a second person').waitFor();
  });

  it('answers a traveller by their receipt', async () => {
    const office = await busyOffice();
    const page = await openAs(office, 'p-anna', 'requests');
    const code = '5'.repeat(32);
    const [north] = office.lanes;
    const transactionId = transactionIdOf(receiptCodeSchema.parse(code));
    await office.server.post('/v1/reports', north.next({ transactionId, reportedAt: Date.now() }).wire);
    await page.getByLabel('Receipt', { exact: true }).fill(code);
    await page.getByRole('button', { name: 'Enter', exact: true }).click();
    await page.getByText('1 passage found.').waitFor();
    await page.getByText(/2[89] d left|3[01] d left/).waitFor();
    await page.getByRole('button', { name: 'Read the letter' }).click();
    await page.getByText('- Outcome: Cleared').waitFor();
    expect(await axe(page)).toEqual([]);
    const saved = page.waitForEvent('download');
    await page.getByLabel('Close as').selectOption('answered');
    await page.getByRole('button', { name: 'Close and make the letter' }).click();
    await page.getByText('Its data was erased.').waitFor();
    await page
      .getByRole('region', { name: /The letter of request/ })
      .getByRole('button', { name: 'Save as PDF' })
      .click();
    expect((await saved).suggestedFilename()).toMatch(/^letter-[0-9a-f]{8}\.pdf$/);
  });

  it('makes a file and shows the ledger entry of its making', async () => {
    const office = await busyOffice();
    const page = await open(office, 'record');
    await page.getByRole('heading', { name: 'Facts for an impact assessment' }).waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Make the file' }).click();
    expect((await saved).suggestedFilename()).toBe('postern-held.pdf');
    await page.getByText('SHA-256 of the file').waitFor();
    await page.getByRole('button', { name: 'Verify the file’s entry' }).waitFor();
    expect(await axe(page)).toEqual([]);
    const holds = await open(office, 'holds');
    await holds.getByText('Nothing is held.').waitFor();
  });

  it('proposes a hold from a receipt, and names the fault of a text that is not a receipt', async () => {
    const office = await busyOffice();
    const page = await open(office, 'holds');
    const field = page.getByLabel('Receipt, or reference of the passage');
    const fault = (text: string) => page.getByText(text).waitFor();
    await page.locator('form', { hasText: 'Receipt, or reference' }).getByLabel('Reason').selectOption('complaint');
    await field.fill('1234abcd');
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    await fault('This is neither a receipt nor the reference of a passage. Nothing was sent.');
    await field.fill('5'.repeat(32));
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    await fault('A number does not name its lane. Choose the lane.');
    const [lane] = office.lanes;
    await field.fill(receiptOf(lane));
    const asked = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/v1/proposals'),
    );
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    const { kind, payload } = (await asked).postDataJSON() as { kind: string; payload: Record<string, unknown> };
    expect(kind).toBe('legal-hold');
    expect(payload).toMatchObject({ kioskId: lane.id, transactionId: transactionIdOf(RECEIPT_CODE) });
    expect(await axe(page)).toEqual([]);
  });

  it('can be used with the keyboard alone', async () => {
    const office = await busyOffice();
    const page = await open(office, 'viewings');
    await page.getByRole('button', { name: /^Follow/ }).waitFor();
    const focused = () => page.evaluate('document.activeElement?.textContent?.trim() ?? ""');
    const walkTo = async (text: string) => {
      for (let step = 0; step < 40; step++) {
        await page.keyboard.press('Tab');
        if (String(await focused()).startsWith(text)) return;
      }
      throw new Error(`the keyboard does not reach ${text}`);
    };
    await walkTo('Follow');
    await page.keyboard.press('Enter');
    await walkTo('Verify the permission');
    await page.keyboard.press('Enter');
    await page
      .getByRole('status')
      .filter({ hasText: /log|entry|Verified/ })
      .first()
      .waitFor();
  });
});
