/** Organisations and agreements that a privacy officer enters from files, and what their approver reads, in a real browser. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  OWN_SEEDS,
  SAMPLE_OWN,
  SAMPLE_PARTNER,
  signatureOf,
  signaturesUnder,
} from '../../sharing/fixtures/agreements.ts';
import { datedAgreement, sharingOffice } from '../../sharing/fixtures/sharing-office.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';

const missing = missingConsole();
const PROPOSED = 'Proposed. Another person must approve it.';
let browser: Browser;

const json = (name: string, content: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
});

async function office() {
  const made = await sharingOffice();
  const { url } = made.server;
  const open = async (view: string): Promise<Page> => {
    const context = await browser.newContext({ locale: 'en-GB' });
    onTestFinished(() => context.close());
    await context.request.post(`${url}/v1/development/sign-in`, { data: { role: 'privacy-officer' } });
    await context.request.post(`${url}/v1/development/step-up`, { data: {} });
    const page = await context.newPage();
    await page.goto(`${url}/#/${view}`);
    return page;
  };
  return { ...made, open };
}

/** Approves the open proposal by another privacy officer. Resolves to its id. */
async function approveOpen({ server, paul, approve }: Awaited<ReturnType<typeof office>>): Promise<void> {
  const { text } = await server.ask('/v1/proposals', { headers: { cookie: paul.cookie } });
  const { proposals } = JSON.parse(text) as { proposals: readonly { id: string; state: string }[] };
  const open = proposals.find(({ state }) => state === 'open');
  expect(open).toBeDefined();
  expect(await approve(open!.id)).toMatchObject({ status: 204 });
}

describe.skipIf(missing !== undefined)('entering organisations and agreements', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('takes records, an agreement and its signatures from files, until it is signed', async () => {
    const made = await office();
    const page = await made.open('compliance/sharing');
    await page.getByText('No organisation is on record.').waitFor();
    const dialog = page.getByRole('dialog');
    for (const party of [SAMPLE_OWN, SAMPLE_PARTNER]) {
      await page.getByRole('button', { name: 'Enter an organisation' }).click();
      await page.getByLabel('Record of the organisation (JSON)').setInputFiles(json('record.json', party));
      expect(await axe(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Propose', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByText(PROPOSED).first().waitFor();
      await approveOpen(made);
    }
    await page.reload();
    await page.getByRole('rowheader', { name: SAMPLE_PARTNER.name }).waitFor();

    const agreement = datedAgreement();
    await page.getByRole('button', { name: 'Enter an agreement or a new version' }).click();
    await page.getByLabel('Agreement (JSON)').setInputFiles(json('agreement.json', agreement));
    await dialog.getByRole('button', { name: 'Propose', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });

    const decisions = await made.open('decisions');
    await decisions
      .getByText(`The agreement ${agreement.id}, version 1, with ${SAMPLE_PARTNER.id} is entered.`)
      .first()
      .waitFor();
    for (const shown of [
      agreement.purpose.statement,
      'One count for each combination of Site (north); Outcome (cleared, referred).',
      'Monthly, 3 days after the month ends. Counts below 10 are left out.',
      '400 days',
      'Unit for travel statistics',
    ])
      expect(await decisions.getByText(shown).count(), shown).toBeGreaterThan(0);
    expect(await axe(decisions)).toEqual([]);
    await approveOpen(made);
    expect(await made.states()).toEqual(['monthly-crossings 1 draft']);

    await page.reload();
    await page.getByRole('button', { name: 'Open monthly-crossings 1' }).click();
    await page.getByText('0 of this agency and 0 of the partner. Each side needs 2.').waitFor();
    for (const signatures of [[signatureOf(agreement, 'provider', OWN_SEEDS[0]!)], signaturesUnder(agreement)]) {
      await page.getByRole('button', { name: 'Add signatures' }).click();
      // The first signature is in both files, as the program writes them
      await page.getByLabel('Signatures (JSON)').setInputFiles(json('signatures.json', signatures));
      await dialog.getByRole('button', { name: 'Propose', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
      await approveOpen(made);
      await page.reload();
      await page.getByRole('button', { name: 'Open monthly-crossings 1' }).click();
    }
    expect(await made.states()).toEqual(['monthly-crossings 1 signed']);
  });

  it('shows each fault of a file with its place, and proposes nothing', async () => {
    const made = await office();
    await made.enterParties();
    const page = await made.open('compliance/sharing');
    const dialog = page.getByRole('dialog');
    const send = async (name: string, content: unknown) => {
      await page.getByLabel('Agreement (JSON)').setInputFiles(json(name, content));
      await dialog.getByRole('button', { name: 'Propose', exact: true }).click();
    };
    await page.getByRole('button', { name: 'Enter an agreement or a new version' }).click();
    await send('agreement.txt', 'not JSON');
    await dialog.getByText('agreement.txt cannot be read as JSON.').waitFor();
    await send('large.json', JSON.stringify({ text: 'a'.repeat(17_000) }));
    await dialog.getByText('large.json is larger than 16 KiB and was not read.').waitFor();
    await send('wrong.json', { ...datedAgreement(), receiptDays: 0, until: '2026-03-01' });
    await dialog.getByText('The file does not have the required form. Nothing was proposed.').waitFor();
    await dialog.getByText('must be at least 1').waitFor();
    expect(await dialog.locator('.entry-faults').textContent()).toContain('agreement.receiptDays');
    expect(await axe(page)).toEqual([]);
    // Right in itself, and not in order: the version before is missing
    await send('second.json', datedAgreement({ version: 2 }));
    await dialog.getByText('Another version has been entered. Give the agreement the next number.').waitFor();
    expect(await dialog.locator('.entry-faults').count()).toBe(0);
    const { text } = await made.server.ask('/v1/proposals', { headers: { cookie: made.paul.cookie } });
    expect(text).not.toContain('"state":"open"');
  });
});
