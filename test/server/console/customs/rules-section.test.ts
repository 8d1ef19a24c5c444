/** Selection rules in the console, in a real browser: their effect for a supervisor, and the reason for an officer. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { raiseAndEnter } from '../../../../server/records/alarms/enter-alarm.ts';
import { canonicalSelection } from '../../../../server/contract/rules/selection-set.ts';
import { insertSelected } from '../../../../server/goods/declarations/tables/selected-declarations.ts';
import { insertSelection } from '../../../../server/goods/declarations/tables/selection-sets.ts';
import { createHash } from 'node:crypto';
import { selectionRule, selectionSet } from '../../../support/selection-set.ts';
import { declared, scored } from '../../goods/declarations/fixtures/declared-controls.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';

const CASE = { timeout: 300_000 };
const DAY_MS = 86_400_000;

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

/** A set with a rule in force and one in trial, and declarations for which they held. */
async function withRules(server: RunningServer): Promise<void> {
  const at = Math.round(server.context.clock.wallMs());
  const set = selectionSet([
    selectionRule({ id: 'horses', state: 'in-force', urgency: 'A seizure at Hamburg on 12 November' }),
    selectionRule({ id: 'new-traders', text: 'A trader younger than 90 days', control: 'physical' }),
  ]);
  const bytes = canonicalSelection(set) ?? new Uint8Array();
  const selection = { version: 3, digest: createHash('sha256').update(bytes).digest('hex'), set };
  const taken = { publication: 4, selection, urgent: ['horses'], takenAt: at - 20 * DAY_MS };
  const ids = await declared(
    server,
    [
      { risk: scored('low'), place: 3, route: 'scan' },
      { risk: scored('low'), place: 0, route: null },
      { risk: scored('high'), result: { outcome: 'fraud', reason: 'value-differs' } },
      { risk: scored('low'), place: 0, route: null },
    ],
    at - 100,
  );
  const held = [['horses'], [], ['horses'], []];
  const trial = [['new-traders'], ['new-traders'], [], []];
  await server.context.queue.run(async (transaction) => {
    await insertSelection(transaction, taken, bytes);
    for (const [index, id] of ids.entries()) {
      if (index === 3) continue;
      const rules = { set: 3, held: held[index] ?? [], trial: trial[index] ?? [] };
      await insertSelected(transaction, { id, receivedAt: at - 100 + index, ...rules, otherwise: index === 2 });
    }
    const reason = { kioskId: null, fromSequence: null, toSequence: null, about: 'selection-rules/not-tried' };
    await raiseAndEnter(transaction, { kind: 'selection-rules-refused', ...reason }, at);
  });
}

describe.skipIf(missingConsole() !== undefined)('selection rules in the console', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('shows a supervisor what each rule found, and an officer the rule as the reason', CASE, async () => {
    const server = await runServer();
    await withRules(server);
    const page = await pageOf(server, 'supervisor', 'customs/rules');
    const row = (name: string) =>
      page.getByRole('table', { name: 'Selection rules', exact: true }).getByRole('row', { name });
    await row('Horses from the United States').waitFor();
    expect(await row('Horses from the United States').innerText()).toMatch(/In force.*2 of 4 = 50%.*1 of 1 = 100%/s);
    expect(await row('A trader younger').innerText()).toMatch(/In trial.*20 days in trial.*2 of 4 = 50%.*no case/s);
    await page.getByText('A rule is in force without enough days in trial').waitFor();
    expect(await axe(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('selection-rules-latest.csv');

    const officer = await pageOf(server, 'customs-officer', 'customs/controls');
    await officer.getByText('Rule: Horses from the United States at a low value').first().waitFor();
    await officer
      .getByRole('button', { name: /Show the declaration/ })
      .first()
      .click();
    await officer.getByText('Selected by these rules:').waitFor();
    expect(await officer.getByText('younger than 90 days').count()).toBe(0);
    expect(await axe(officer)).toEqual([]);
  });
});
