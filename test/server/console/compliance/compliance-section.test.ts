/** The compliance part of the console in a real browser, against a real server. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { insertBreach } from '../../../../server/oversight/compliance/breaches/breach-table.ts';
import { lookAtDeliveries } from '../../../../server/sharing/watch-sharing.ts';
import { SAMPLE_COUNTS, SAMPLE_DOCUMENTS, SAMPLE_LISTED } from '../../sharing/fixtures/agreements.ts';
import { DAY_MS, datedAgreement, sharingOffice } from '../../sharing/fixtures/sharing-office.ts';
import { delivererOf } from '../../sharing/fixtures/sharing-year.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { PUBLISHED_SOON, runServer, type RunningServer } from '../../fixtures/running-server.ts';

const missing = missingConsole();

const LIMIT = 60_000;

const VIEWS = ['breaches', 'frameworks', 'controls', 'actions', 'signatures', 'sharing', 'partner-audits', 'files'];
const sidewaysPx = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

let browser: Browser;

/** A server with an open case. */
async function serverWithBreach() {
  const server = await runServer();
  const at = Math.round(backgroundClock.wallMs());
  const made = { origin: 'by-hand', originId: null, laws: ['eu-gdpr'], awareAt: at - 3_600_000 } as const;
  const id = await server.context.queue.run((transaction) =>
    insertBreach(transaction, { ...made, openedAt: at, openedBy: 'development-privacy-officer' }),
  );
  return { server, name: `Open ${id.slice(0, 8)}` };
}

interface Opening {
  readonly locale?: string;
  readonly view?: string;
}

async function open(
  { url }: RunningServer,
  role: string,
  { locale = 'en-GB', view = 'breaches' }: Opening = {},
): Promise<Page> {
  const context = await browser.newContext({ locale });
  onTestFinished(() => context.close());
  await context.request.post(`${url}/v1/development/sign-in`, { data: { role } });
  await context.request.post(`${url}/v1/development/step-up`, { data: {} });
  const page = await context.newPage();
  await page.goto(`${url}/#/compliance/${view}`);
  return page;
}

describe.skipIf(missing !== undefined)('the compliance part', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('lets a privacy officer assess a breach, and write and sign its notice with texts from the case', async () => {
    const { server, name } = await serverWithBreach();
    const page = await open(server, 'privacy-officer');
    await page.getByRole('button', { name }).click();
    await page.getByText('Not assessed yet').waitFor();
    await page.getByText('Assess the risk', { exact: true }).click();
    await page.getByLabel('Risk to people').selectOption('risk');
    await page.getByLabel('Strangers could read data').check();
    await page.getByLabel('Travellers', { exact: true }).check();
    await page.getByLabel('Facts of documents').check();
    await page.getByRole('button', { name: 'Record the assessment' }).click();
    await page.getByText('The assessment is recorded.').first().waitFor();
    await page.getByText('It applies.').first().waitFor();
    await page.getByText('Write the notice').first().click();
    const nature = page.getByLabel('Nature of the breach').first();
    await expect.poll(() => nature.inputValue()).toContain('People concerned: Travellers.');
    await page.getByLabel('Contact').first().fill('dpo@authority.example');
    await page.getByLabel('Likely consequences', { exact: true }).first().fill('Strangers can link passages of a day.');
    await page.getByLabel('Measures taken or proposed', { exact: true }).first().fill('The key was revoked.');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save the draft' }).first().click();
    await page.getByRole('button', { name: 'Sign version 1' }).click();
    await page.getByText('The notice is signed. Send it now.').first().waitFor();
    await page.getByLabel('Sent by').waitFor();
    await page.getByRole('button', { name: 'Open a case', exact: true }).click();
    await page.getByLabel('Regulation (EU) 2016/679 (GDPR)').waitFor();
    expect(await axe(page)).toEqual([]);
    const law = page.getByLabel('Regulation (EU) 2016/679 (GDPR)');
    await page.getByRole('button', { name: 'Open the case', exact: true }).click();
    await page.getByText('Choose at least one law that applies.').first().waitFor();
    await law.check();
    const aware = page.getByRole('dialog').getByLabel('Aware since');
    await aware.fill('yesterday');
    await page.getByRole('button', { name: 'Open the case', exact: true }).click();
    await page.getByText('Write it like this: 2026-12-31 18:00').waitFor();
    expect(await aware.inputValue()).toBe('yesterday');
    await aware.fill('2099-01-01 00:00');
    await page.getByRole('button', { name: 'Open the case', exact: true }).click();
    await page.getByText('a time that is not in the future').first().waitFor();
    await aware.fill('2026-01-01 00:00');
    await page.getByRole('button', { name: 'Open the case', exact: true }).click();
    await page.getByText('The case is open, and its deadlines run.').first().waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('begins a case with the laws of the configuration, and names the field that lacks a law', async () => {
    const server = await runServer({ legalFrameworks: ['uk-gdpr', 'eu-ai-act', 'uk-law-enforcement'] });
    const page = await open(server, 'privacy-officer');
    await page.getByRole('button', { name: 'Open a case', exact: true }).click();
    const laws = page.getByRole('group', { name: 'Laws that apply' });
    await laws.waitFor();
    expect(await laws.locator('label:has(:checked)').allInnerTexts()).toEqual([
      expect.stringContaining('UK GDPR'),
      expect.stringContaining('Data Protection Act 2018'),
    ]);
    for (const tick of await laws.getByRole('checkbox').all()) await tick.uncheck();
    await page.getByLabel('Aware since').fill('');
    await page.getByRole('button', { name: 'Open the case', exact: true }).click();
    const said = page.getByRole('dialog').getByRole('status');
    await said.filter({ hasText: 'Choose at least one law that applies.' }).waitFor();
    expect(await said.innerText()).toContain('Enter since when you are aware of it');
    expect(await page.getByText('A value is missing or invalid').count()).toBe(0);
  });

  it('begins a case without a law where the configuration names none, and says so', async () => {
    const page = await open(await runServer(), 'privacy-officer');
    await page.getByRole('button', { name: 'Open a case', exact: true }).click();
    await page.getByText('The configuration names none of these laws. Tick each one that applies.').waitFor();
    expect(await page.getByRole('dialog').locator(':checked:not(option)').count()).toBe(0);
  });

  it('shows an auditor the case in German, without acts', async () => {
    const { server, name } = await serverWithBreach();
    const page = await open(server, 'auditor', { locale: 'de-DE' });
    await page.getByRole('button', { name: name.replace('Open', 'Öffnen') }).click();
    await page.getByText('Noch nicht bewertet').waitFor();
    expect(await page.getByText('Die Meldung schreiben').count()).toBe(0);
    expect(await axe(page)).toEqual([]);
  });

  it('lets a privacy officer propose the deletion of a delivery, an invitation and an audit of the partner', async () => {
    const { server, clock, decide, enterParties, enter, turn } = await sharingOffice();
    await enterParties();
    expect(await enter(datedAgreement())).toBeUndefined();
    await turn(66 * DAY_MS);
    await lookAtDeliveries(delivererOf(server));
    const page = await open(server, 'privacy-officer', { view: 'sharing' });
    await page.getByRole('button', { name: 'Open monthly-crossings 1' }).click();
    await page.getByRole('button', { name: /^Open .* 2026-04$/ }).click();
    await page.getByText('Propose that the partner deletes it').click();
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    await page.getByText('Choose a reason first.').waitFor();
    await page.locator('details[open]').getByLabel('Reason', { exact: true }).selectOption('delivered-wrongly');
    await page.getByLabel('Reasons, in at least 20 characters').fill('The table counted a site that was closed.');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    await page.getByText('Proposed. Another person must approve it.').first().waitFor();
    await page.getByText('No person of a partner agency has been invited yet.').waitFor();
    await page.getByRole('button', { name: 'Invite a person', exact: true }).click();
    await page.getByLabel('Name of the person').fill('Stella');
    await page.getByLabel('Fingerprint of the code').fill('ab'.repeat(32));
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Propose the invitation' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const invite = { change: 'invite', party: 'statistics', name: 'Stefan', roles: ['reader'], code: 'cd'.repeat(32) };
    expect(await decide('sharing-person', invite)).toBeUndefined();
    await page.getByRole('row', { name: /Stefan.*statistics.*Reader.*Invited/ }).waitFor();
    await page.getByRole('button', { name: 'Propose to end the access of Stefan, statistics' }).click();
    await page.getByText('Proposed. Another person must approve it.').first().waitFor();
    expect(await axe(page)).toEqual([]);
    await page.goto(`${server.url}/#/compliance/partner-audits`);
    await page.getByText('Use of each agreement, from the log').waitFor();
    await page.getByText('Propose an audit', { exact: true }).click();
    await page.getByLabel('Last day').fill(new Date(clock.wallMs() + 30 * DAY_MS).toISOString().slice(0, 10));
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    await page.getByText('Proposed. Another person must approve it.').first().waitFor();
    // On a phone no page of the section is wider than the screen
    await page.setViewportSize({ width: 390, height: 844 });
    for (const view of VIEWS) {
      await page.goto(`${server.url}/#/compliance/${view}`);
      await page.locator(`nav a[href$="${view}"][aria-current="page"]`).waitFor();
      await page.locator('.panel').first().waitFor();
      for (const summary of await page.locator('main summary').all()) await summary.click();
      expect([view, await sidewaysPx(page)]).toEqual([view, 0]);
    }
  });

  it('names the states and the key of pseudonyms that lanes make', async () => {
    const { server, enterParties, enter } = await sharingOffice();
    await enterParties();
    const datasets = [SAMPLE_COUNTS, SAMPLE_DOCUMENTS];
    expect(await enter(datedAgreement({ datasets }))).toBeUndefined();
    const page = await open(server, 'privacy-officer', { view: 'sharing' });
    await page.getByRole('button', { name: 'Open monthly-crossings 1' }).click();
    await page.getByText('A pseudonym for each decision on a document of UTO.').waitFor();
    await page.getByText('One count for each combination of Site (north); Outcome (cleared, referred).').waitFor();
    await page.getByText('Monthly, 3 days after the month ends. Counts below 10 are left out.').waitFor();
    await page.getByText(`Key of the partner: ${'ab'.repeat(32)}`).waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('names the blind list of a partner, its size and its key, and how complete the counts are', async () => {
    const { server, enterParties, enter, turn, clock } = await sharingOffice();
    await enterParties();
    expect(await enter(datedAgreement({ datasets: [SAMPLE_LISTED] }))).toBeUndefined();
    await turn(Date.UTC(2026, 4, 5, 10) - clock.wallMs());
    await lookAtDeliveries(delivererOf(server));
    const page = await open(server, 'privacy-officer', { view: 'sharing' });
    await page.getByRole('button', { name: 'Open monthly-crossings 1' }).click();
    await page.getByText('Only documents of UTO are compared.').waitFor();
    await page.getByText('The list has at least 100 documents.').waitFor();
    await page.getByText(`Key of the list: ${'ab'.repeat(32)}`).waitFor();
    await page.getByRole('button', { name: /^Open .* 2026-04$/ }).click();
    await page.getByText('0 lanes sent their counts in time.').waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('makes the report of a year for a regulator, and offers the proof of it', async () => {
    const server = await runServer({ publishEveryMs: PUBLISHED_SOON.publishEveryMs });
    const page = await open(server, 'regulator', { view: 'files' });
    const panel = page.getByRole('region', { name: 'Report of a year' });
    const year = String(new Date().getUTCFullYear());
    await panel.getByLabel('Year (UTC)').selectOption(year);
    // A head of the log with each row is published within a second
    const make = async () => {
      await panel.getByRole('button', { name: 'Make the report' }).click();
      await panel.getByRole('heading', { level: 3 }).or(panel.locator('.banner')).first().waitFor();
      return panel.innerText();
    };
    await expect.poll(make, { timeout: LIMIT, interval: 1_000 }).toContain(`Report of ${year}`);
    const save = panel.getByRole('link', { name: /^Save the file/ });
    await save.waitFor({ timeout: LIMIT });
    const [saved] = await Promise.all([page.waitForEvent('download', { timeout: LIMIT }), save.click()]);
    expect(saved.suggestedFilename()).toBe(`postern-year-${year}.ndjson`);
    const digest = createHash('sha256')
      .update(readFileSync(await saved.path()))
      .digest('hex');
    expect(await panel.innerText()).toContain(`SHA-256 of the file: ${digest}`);
    expect(await axe(page)).toEqual([]);
  });
});
