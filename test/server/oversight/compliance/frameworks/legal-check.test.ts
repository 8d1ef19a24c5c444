/** The running server against the frameworks of its configuration. */
import { expect, it } from 'vitest';
import { DEVELOPMENT_RETENTION } from '../../../../../kiosk/vault/retention/development-retention.ts';
import { subjectsSince } from '../../../../../server/records/alarms/alarm-table.ts';
import type { FrameworksAnswer } from '../../../../../server/oversight/compliance/frameworks/answers.ts';
import type { ProposalView } from '../../../../../server/records/proposals/answers.ts';
import { runServer } from '../../../fixtures/running-server.ts';

const LIMIT = 60_000;

it('a chosen framework has verdicts on its page, an alarm for each conflict, and a note on a proposal', async () => {
  const server = await runServer({ legalFrameworks: ['eu-gdpr'] });
  const { text } = await server.ask('/v1/compliance/frameworks', { as: 'auditor' });
  const { frameworks } = JSON.parse(text) as FrameworksAnswer;
  const gdpr = frameworks.find(({ framework }) => framework === 'eu-gdpr');
  expect(gdpr).toMatchObject({ isChosen: true, isReviewed: false });
  expect(gdpr?.rules.find(({ rule }) => rule === 'controller-named')).toMatchObject({ verdict: 'conflict' });
  expect(gdpr?.rules.find(({ rule }) => rule === 'onward-transfer')).toMatchObject({ verdict: 'nothing-to-check' });
  const other = frameworks.find(({ framework }) => framework === 'uk-gdpr');
  expect(other?.rules.every(({ verdict }) => verdict === null)).toBe(true);
  await expect
    .poll(async () => [...(await subjectsSince(server.context.knex, 'legal-conflict', 0))].sort(), { timeout: LIMIT })
    .toEqual(['eu-gdpr/contact-named', 'eu-gdpr/controller-named', 'eu-gdpr/time-limits-set']);

  const officer = await server.as('privacy-officer');
  const { cleared } = DEVELOPMENT_RETENTION.classes;
  const payload = {
    ...DEVELOPMENT_RETENTION,
    number: 2,
    classes: { ...DEVELOPMENT_RETENTION.classes, cleared: { ...cleared, legalBasis: 'By its task' } },
  };
  const made = await officer.fetch('/v1/proposals', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ kind: 'retention-policy', payload }),
  });
  const { id } = (await made.json()) as { readonly id: string };
  const { proposal } = await officer.json<{ readonly proposal: ProposalView }>(`/v1/proposals/${id}`);
  expect(proposal.conflicts.find(({ rule }) => rule === 'law-named')).toMatchObject({
    ...{ framework: 'eu-gdpr', verdict: 'conflict', article: 'Art. 9(2)(g)' },
    subjects: expect.arrayContaining(['cleared']) as string[],
  });
});

it('without a chosen framework nothing is judged', async () => {
  const server = await runServer();
  const { text } = await server.ask('/v1/compliance/frameworks', { as: 'privacy-officer' });
  const { frameworks } = JSON.parse(text) as FrameworksAnswer;
  expect(frameworks.some(({ isChosen }) => isChosen)).toBe(false);
});
