/** The audit of the selection, the page of traders and legal holds on declarations, in a real browser. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { insertTraderPerson } from '../../../../server/goods/declarations/tables/trader-people.ts';
import { declared, RECEIVED, scored } from '../../goods/declarations/fixtures/declared-controls.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';

const CASE = { timeout: 300_000 };

let browser: Browser;

async function pageOf(server: RunningServer, role: Role, hash: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1_280, height: 800 } });
  onTestFinished(() => context.close());
  await context.request.post(`${server.url}/v1/development/sign-in`, { data: { role } });
  await context.request.post(`${server.url}/v1/development/step-up`, { data: {} });
  const page = await context.newPage();
  await page.goto(`${server.url}/#/${hash}`);
  return page;
}

describe.skipIf(missingConsole() !== undefined)('the console about traders', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('shows a supervisor the audit of a quarter with intervals, groups and a file', CASE, async () => {
    const server = await runServer();
    const at = Math.round(server.context.clock.wallMs());
    const quarter = `${new Date(at).getUTCFullYear()}-Q${Math.floor(new Date(at).getUTCMonth() / 3) + 1}`;
    const fraud = { outcome: 'fraud', reason: 'value-differs' } as const;
    await declared(
      server,
      [
        { risk: { ...scored('low'), lines: 'none' }, drawn: true, offices: ['DE000001'], result: fraud },
        {
          risk: { ...scored('high'), lines: 'all' },
          drawn: true,
          offices: ['DE000001'],
          result: { outcome: 'conforming' },
        },
        {
          ...{ risk: scored('raised'), channel: 'orange', trader: 'trader-2', result: fraud },
          findings: [{ rule: 'CDS12056', severity: 'warning', pointer: '/goods/0' }],
        },
      ],
      at,
    );
    const page = await pageOf(server, 'supervisor', 'customs/audit');
    await page.getByLabel('Quarter').selectOption(quarter);
    await page.getByText('Frauds among the green declarations that were drawn: 1 of 2 = 50%').waitFor();
    const row = (table: string, name: string) =>
      page.getByRole('table', { name: table, exact: true }).getByRole('row', { name });
    expect(await row('Rules', 'CDS12056').innerText()).toMatch(/1 of 1 = 100%.*1 of 2 = 50%/s);
    expect(await row('By office', 'DE000001').innerText()).toMatch(/1 of 2 = 50%/);
    expect(await row('By size of the trader', '2 to 19').innerText()).toMatch(/1 of 2 = 50%.*1 of 1 = 100%/s);
    expect(await row('By goods lines that the model knows', 'No line').innerText()).toMatch(/1 of 1 = 100%/);
    expect(await axe(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`selection-audit-${quarter}.csv`);
  });

  it('lets an administrator propose to invite a person, and to end the access of another', CASE, async () => {
    const server = await runServer();
    await server.context.queue.run((transaction) =>
      insertTraderPerson(transaction, {
        ...{ id: 'a'.repeat(64), trader: 'trader-1', name: 'Tara Trader', userHandle: 'handle', codeUntil: 1 },
        ...{ proposedBy: 'p-anna', approvedBy: 'p-ben', madeAt: RECEIVED, enrolledAt: RECEIVED, endedAt: null },
      }),
    );
    const page = await pageOf(server, 'administrator', 'administration/traders');
    await page.getByText('Tara Trader').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Propose to end the access of Tara Trader, trader-1' }).click();
    await page.getByText('Proposed. Another person must approve it.').first().waitFor();
    const form = page.getByRole('region', { name: 'Invite a person of a trader' });
    await form.getByLabel('Name of the trader').fill('trader-2');
    await form.getByLabel('Name of the person').fill('Theo Trader');
    await form.getByLabel('Fingerprint of the code').fill('b'.repeat(63));
    await form.getByRole('button', { name: 'Propose' }).click();
    await form.getByText('A fingerprint has 64 characters').waitFor();
    await form.getByLabel('Fingerprint of the code').fill('b'.repeat(64));
    await form.getByRole('button', { name: 'Propose' }).click();
    await form.getByText('Proposed. Another person must approve it.').waitFor();
    const kinds: string[] = await server.context.knex('proposals').orderBy('proposed_at').pluck('kind');
    expect(kinds).toEqual(['trader-person', 'trader-person']);
  });

  it('takes a proposal of a legal hold on a declaration from a privacy officer', CASE, async () => {
    const server = await runServer();
    const page = await pageOf(server, 'privacy-officer', 'privacy/holds');
    const form = page.getByRole('region', { name: 'Hold a declaration' });
    await form.getByLabel('Reason', { exact: true }).selectOption({ index: 1 });
    await form.getByLabel('Number of the declaration').fill('12');
    await form.getByRole('button', { name: 'Propose' }).click();
    await form.getByText('The number of a declaration has 32 characters').waitFor();
    await form.getByLabel('Number of the declaration').fill('c'.repeat(32));
    await form.getByRole('button', { name: 'Propose' }).click();
    await form.getByText('The server keeps no content of a declaration with this number.').waitFor();
    expect(await axe(page)).toEqual([]);
  });
});
