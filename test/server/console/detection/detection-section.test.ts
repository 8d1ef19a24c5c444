/** The detection part of the console in a real browser, against a real server: for security officers and auditors. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { addHours } from '../../../../server/oversight/detection/baselines/hour-table.ts';
import { caseFor } from '../../../../server/oversight/detection/cases/case-table.ts';
import type { Finding } from '../../../../server/oversight/detection/engine/finding.ts';
import { findFinding, insertFinding } from '../../../../server/oversight/detection/findings/finding-table.ts';
import { proposeResponse } from '../../../../server/oversight/detection/responses/propose-response.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';

const missing = missingConsole();
const IN_WORDS = 'A person does much more than usual in this hour';

let browser: Browser;

/** A server with a finding about one person. */
async function serverWithFinding(person = 'p-otto', over: Partial<Finding> = {}) {
  const server = await runServer();
  const at = Math.round(backgroundClock.wallMs());
  const finding: Finding = {
    ...{ rule: 'acts-in-hour', version: 1, basis: 'statistic', entity: { kind: 'person', id: person }, site: 'north' },
    ...{ at, from: at - 3_600_000, until: at, score: 2.5, observed: 41, expected: 6.5 },
    events: [{ at, kind: 'evidence-viewed', entry: 0 }],
    ...{ wouldHavePrevented: 'smaller-limit', nextStep: 'ask-person' },
    ...over,
  };
  const id = await server.context.queue.run(async (transaction) => {
    const caseId = await caseFor(transaction, finding);
    const findingId = await insertFinding(transaction, finding, { caseId, at });
    await proposeResponse(transaction, finding, { findingId, caseId, at }, false);
    return findingId;
  });
  return { server, id };
}

async function open(
  { url }: RunningServer,
  role: string,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  onTestFinished(() => context.close());
  await context.request.post(`${url}/v1/development/sign-in`, { data: { role } });
  await context.request.post(`${url}/v1/development/step-up`, { data: {} });
  const page = await context.newPage();
  await page.goto(`${url}/#/detection/${path}`);
  return page;
}

describe.skipIf(missing !== undefined)('the detection part', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('lets a security officer open a finding and judge it, by the keyboard', async () => {
    const { server, id } = await serverWithFinding();
    const page = await open(server, 'security-officer', 'inbox');
    const toggle = page.getByRole('button', { name: `Open ${IN_WORDS} p-otto` });
    await toggle.focus();
    await page.keyboard.press('Enter');
    await page.getByText('A smaller limit').waitFor();
    await page.getByText('Ask the person.').waitFor();
    await page.getByText('about once in 320 days').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByLabel('Judgement', { exact: true }).selectOption('benign-explained');
    await page.getByLabel('Reason', { exact: true }).selectOption('roster-changed');
    await page.getByRole('button', { name: 'Record the judgement' }).press('Enter');
    // The row is closed, and the focus is on the words above the list
    await page.locator(':focus').filter({ hasText: 'The judgement is recorded.' }).waitFor();
    expect(await page.getByText('Ask the person.').count()).toBe(0);
    expect(await findFinding(server.context.knex, id)).toMatchObject({
      disposition: 'benign-explained',
      reason: 'roster-changed',
      judgedBy: 'development-security-officer',
    });
  });

  it('confirms the response that a rule proposes at its finding, and takes it back, by the keyboard and in German', async () => {
    const { server } = await serverWithFinding('development-officer', { nextStep: 'end-sessions' });
    // A person who has never signed in is not a subject
    await server.as('officer');
    const page = await open(server, 'security-officer', 'inbox', {
      locale: 'de-DE',
      viewport: { width: 390, height: 844 },
    });
    await page.getByRole('button', { name: 'development-officer' }).press('Enter');
    await page.getByText('Alle Sitzungen der Person enden jetzt').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Bestätigen', exact: true }).press('Enter');
    await page.getByText('hat sie bestätigt. Sie endet von selbst um').waitFor();
    await page.getByRole('button', { name: 'Zurücknehmen', exact: true }).press('Enter');
    await page.getByText('Beendet durch development-security-officer um').waitFor();
  });

  it('shows the counts of a subject by hour beside what is expected, with a table for readers of text', async () => {
    const { server } = await serverWithFinding();
    const hour = Math.floor(backgroundClock.wallMs() / 3_600_000) - 30;
    const entity = { kind: 'person', id: 'p-otto' } as const;
    await server.context.queue.run((transaction) =>
      addHours(transaction, [{ counted: 'decisions', entity, hour, count: 41 }]),
    );
    const page = await open(server, 'auditor', 'inbox');
    await page.getByRole('button', { name: `Open ${IN_WORDS} p-otto` }).click();
    await page.getByRole('button', { name: 'Show the counts by hour…' }).press('Enter');
    const plot = page.getByRole('figure', { name: 'Decisions on referrals' });
    await plot.getByText('The rule has not learned yet what is usual.').waitFor();
    expect(await plot.locator('rect').count()).toBe(1);
    await plot.getByText('As a table').click();
    await plot.getByRole('table', { name: 'Decisions on referrals by hour' }).waitFor();
    expect(await plot.getByRole('row').count()).toBe(1 + 7 * 24);
    await plot.getByRole('cell', { name: '41', exact: true }).waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('offers no judgement of a finding about oneself, and none to an auditor', async () => {
    const { server } = await serverWithFinding('development-security-officer');
    for (const role of ['security-officer', 'auditor']) {
      const page = await open(server, role, 'inbox');
      await page.getByRole('button', { name: `Open ${IN_WORDS}` }).click();
      await page.getByText('Ask the person.').waitFor();
      expect(await page.getByLabel('Judgement', { exact: true }).count()).toBe(0);
    }
  });

  it('lets a security officer propose an exception, after it showed what that would have hidden', async () => {
    const { server } = await serverWithFinding();
    const page = await open(server, 'security-officer', 'inbox');
    await page.getByRole('button', { name: `Open ${IN_WORDS} p-otto` }).click();
    await page.getByRole('cell', { name: 'Evidence viewed' }).waitFor();
    await page.getByRole('button', { name: 'Propose an exception…' }).click();
    await page.getByText('In the last 90 days it would have hidden 1 finding; judged right: 0.').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('region', { name: 'Exception from' }).getByLabel('Reason').selectOption('planned-work');
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    await page.getByText('Proposed. Another person must approve it.').first().waitFor();
    await page.goto(`${server.url}/#/decisions/proposals`);
    await page.getByText(`Findings “${IN_WORDS}” about Person p-otto are hidden until`).waitFor();
  });

  it('shows cases with their timeline, and takes notes', async () => {
    const { server } = await serverWithFinding();
    const page = await open(server, 'security-officer', 'cases');
    await page.getByRole('button', { name: 'Open p-otto' }).click();
    await page.getByLabel('Note').selectOption('roster-compared');
    await page.getByRole('button', { name: 'Add the note' }).click();
    await page.getByRole('listitem').filter({ hasText: 'The roster was compared' }).waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('says why there are no findings yet, without a search of nothing', async () => {
    const page = await open(await runServer(), 'auditor', 'inbox');
    await page.getByText('Rules that compare counts learn for a week first.', { exact: false }).waitFor();
    expect(await page.getByRole('searchbox').count()).toBe(0);
    expect(await axe(page)).toEqual([]);
  });

  it('finds cases and responses by a search, and says when none matches', async () => {
    const { server } = await serverWithFinding('development-officer', { nextStep: 'end-sessions' });
    const page = await open(server, 'security-officer', 'cases');
    const search = page.getByLabel('Search', { exact: true });
    await search.fill('FICER');
    await page.getByRole('rowheader', { name: 'Person development-officer' }).waitFor();
    await search.fill('no such subject');
    await page.getByText('No case matches.').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('link', { name: 'Responses', exact: true }).click();
    await search.fill('end the person');
    await page.getByRole('rowheader', { name: 'End the person’s sessions' }).waitFor();
    await search.fill('no such subject');
    await page.getByText('No response matches.').waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('keeps what a row opens in sight on a narrow screen', async () => {
    const { server } = await serverWithFinding();
    const page = await open(server, 'security-officer', 'inbox', { viewport: { width: 390, height: 844 } });
    await page.getByRole('button', { name: `Open ${IN_WORDS} p-otto` }).press('Enter');
    for (const text of ['A smaller limit', 'Ask the person.']) {
      await page.getByText(text).waitFor();
      const box = (await page.getByText(text).boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(390);
    }
  });

  it('tries another limit over the history, and shows findings by day', async () => {
    const { server } = await serverWithFinding();
    const page = await open(server, 'security-officer', 'trials');
    await page.getByLabel('Rule', { exact: true }).selectOption('acts-in-hour');
    await page.getByLabel('Change', { exact: true }).selectOption('ten-times-rarer');
    await page.getByRole('button', { name: 'Begin the trial' }).press('Enter');
    const trial = page.getByRole('region', { name: IN_WORDS });
    await trial.getByText('Findings of this rule: 0 as it is, 0 with the change.').waitFor();
    await trial.getByText('Limits are part of the release of this software').waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('shows rules with their findings, also in German', async () => {
    const { server } = await serverWithFinding();
    const page = await open(server, 'auditor', 'rules', { locale: 'de-DE' });
    await page.getByRole('rowheader', { name: 'acts-in-hour' }).waitFor();
    await page.getByText('Vergleicht Zahlen').first().waitFor();
    await page.getByRole('row').filter({ hasText: 'acts-in-hour' }).getByText('keiner beurteilt').waitFor();
    await page.getByLabel('Regeln suchen').fill('ACTS-IN');
    await expect
      .poll(() => page.getByRole('rowheader').allInnerTexts())
      .toEqual([expect.stringContaining('acts-in-hour')]);
    await page.getByLabel('Regeln suchen').fill('unbekannt');
    await page.getByText('Keine Regel passt.').waitFor();
    await page.getByLabel('Regeln suchen').fill('');
    expect(await axe(page)).toEqual([]);
  });
});
