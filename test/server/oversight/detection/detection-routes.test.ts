/** The desk of security officers over HTTP: judging findings, cases, rules, exceptions. */
import { describe, expect, it } from 'vitest';
import { signIn } from '../../../support/signed-in.ts';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import type {
  CaseFile,
  FindingList,
  FindingView,
  HiddenAnswer,
  OneCase,
  RulesAnswer,
} from '../../../../server/oversight/detection/answers.ts';
import { caseFor } from '../../../../server/oversight/detection/cases/case-table.ts';
import { insertFinding } from '../../../../server/oversight/detection/findings/finding-table.ts';
import type { Finding } from '../../../../server/oversight/detection/engine/finding.ts';
import { kioskIdOf } from '../../fixtures/sample-report.ts';
import { PUBLISHED_SOON, runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const LIMIT = { timeout: 240_000, interval: 200 };
const JSON_TYPE = { 'content-type': 'application/json' };

async function bench() {
  const server = await runServer(PUBLISHED_SOON);
  const officer = await server.as('security-officer');
  const post = async (path: string, body: object) => {
    const response = await officer.fetch(path, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) });
    return { status: response.status, text: await response.text() };
  };
  const codeOf = ({ text }: { readonly text: string }): string =>
    text === '' ? '' : ((JSON.parse(text) as { code?: string; error?: { code: string } }).error?.code ?? '');
  return { server, officer, post, codeOf };
}

/** Puts a finding in the tables, as the watch does. */
async function find(server: RunningServer, over: Partial<Finding> = {}): Promise<string> {
  const at = Math.round(backgroundClock.wallMs());
  const finding: Finding = {
    rule: 'acts-in-hour',
    version: 1,
    basis: 'statistic',
    entity: { kind: 'person', id: 'p-otto' },
    at,
    from: at - 3_600_000,
    until: at,
    score: 2.5,
    observed: 41,
    expected: 6.5,
    events: [{ at, kind: 'evidence-viewed', entry: 0 }],
    wouldHavePrevented: 'smaller-limit',
    nextStep: 'ask-person',
    ...over,
  };
  return server.context.queue.run(async (transaction) =>
    insertFinding(transaction, finding, { caseId: await caseFor(transaction, finding), at }),
  );
}

const findingsOf = async (server: RunningServer): Promise<readonly FindingView[]> =>
  (await (await server.as('security-officer')).json<FindingList>('/v1/detection/findings')).findings;

describe('findings', () => {
  it('come from the running server, each with its entry in the ledger', async () => {
    const { server } = await bench();
    const kiosk = testKiosk(kioskIdOf('north-1'));
    await server.enrol(kiosk);
    server.context.alarms.raise({ kind: 'chain-fork', kioskId: kiosk.id, fromSequence: 1, toSequence: 1 });
    const found = await expect
      .poll(() => findingsOf(server), LIMIT)
      .toEqual([expect.objectContaining({ rule: 'forked-sequence', entity: { kind: 'lane', id: 'north-1' } })])
      .then(() => findingsOf(server));
    const entry = found[0]?.events[0]?.entry;
    const auditor = await server.as('auditor');
    await expect
      .poll(async () => (await auditor.fetch(`/v1/ledger/entries/${String(entry)}/proof`)).status, LIMIT)
      .toBe(200);
  });

  it('are judged once, with a reason of the disposition, and count for the precision of their rule', async () => {
    const { server, officer, post, codeOf } = await bench();
    const [right, wrong] = [await find(server), await find(server, { entity: { kind: 'lane', id: 'north-1' } })];
    const path = (id: string) => `/v1/detection/findings/${id}/judgement`;
    const mixed = { disposition: 'true', reason: 'red-team' };
    expect(codeOf(await post(path(right), mixed))).toBe('reason-not-of-outcome');
    expect((await post(path(right), { disposition: 'true', reason: 'misuse' })).status).toBe(204);
    expect(codeOf(await post(path(right), { disposition: 'test', reason: 'red-team' }))).toBe('proposal-settled');
    const dismissed = { disposition: 'benign-explained', reason: 'roster-changed' };
    expect((await post(path(wrong), dismissed)).status).toBe(204);
    const { rules } = await officer.json<RulesAnswer>('/v1/detection/rules');
    expect(rules.find(({ rule }) => rule === 'acts-in-hour')).toMatchObject({ found: 2, precision: 0.5 });
    const judged = (await findingsOf(server)).find(({ id }) => id === right);
    expect(judged).toMatchObject({ disposition: 'true', judgedBy: 'development-security-officer', mayJudge: false });
    const auditor = await server.as('auditor');
    const acts = async () =>
      (await auditor.json<{ acts: readonly { act: string; details: object }[] }>('/v1/acts?act=finding.judge')).acts;
    await expect.poll(acts, LIMIT).toHaveLength(2);
    expect((await acts())[1]?.details).toEqual({ rule: 'acts-in-hour', disposition: 'true', reason: 'misuse' });
  });

  it('about the person themselves are judged and handled by another person', async () => {
    const { server, officer, post, codeOf } = await bench();
    const id = await find(server, { entity: { kind: 'person', id: 'development-security-officer' } });
    const [own] = await findingsOf(server);
    expect(own).toMatchObject({ id, mayJudge: false });
    const judgement = { disposition: 'benign-explained', reason: 'training-of-staff' };
    expect(codeOf(await post(`/v1/detection/findings/${id}/judgement`, judgement))).toBe('another-person-required');
    const note = { step: 'note', code: 'person-asked' };
    expect(codeOf(await post(`/v1/detection/cases/${String(own?.caseId)}`, note))).toBe('another-person-required');
    const { findings } = await officer.json<FindingList>('/v1/detection/findings');
    expect(findings[0]?.judgedAt).toBeNull();
  });

  it('are seen by auditors, who judge none, and by no other role', async () => {
    const { server } = await bench();
    const id = await find(server);
    const auditor = await server.as('auditor');
    const { findings } = await auditor.json<FindingList>('/v1/detection/findings');
    expect(findings[0]).toMatchObject({ id, mayJudge: false });
    for (const role of ['officer', 'supervisor', 'administrator', 'privacy-officer'] as const) {
      expect((await (await signIn(server.url, role)).fetch('/v1/detection/findings')).status).toBe(403);
    }
  });
});

describe('a case', () => {
  it('is noted, escalated, exported with proofs, and closed once each finding is judged', async () => {
    const { server, officer, post, codeOf } = await bench();
    const id = await find(server);
    const [finding] = await findingsOf(server);
    const path = `/v1/detection/cases/${String(finding?.caseId)}`;
    expect((await post(path, { step: 'note', code: 'roster-compared' })).status).toBe(204);
    expect((await post(path, { step: 'escalate', to: 'management' })).status).toBe(204);
    expect(codeOf(await post(path, { step: 'close', outcome: 'misuse-confirmed' }))).toBe('finding-not-judged');
    await post(`/v1/detection/findings/${id}/judgement`, { disposition: 'true', reason: 'misuse' });
    const exported = async () => {
      const response = await officer.fetch(`${path}/file`, { method: 'POST' });
      expect(response.status).toBe(200);
      return (await response.json()) as CaseFile;
    };
    await expect.poll(async () => (await exported()).proofs.every(({ file }) => file !== null), LIMIT).toBe(true);
    const file = await exported();
    expect(file.notes).toMatchObject([{ code: 'roster-compared', by: 'development-security-officer' }]);
    expect(file.findings[0]?.inWords).toEqual({
      rule: 'A person does much more than usual in this hour',
      wouldHavePrevented: 'A smaller limit',
      nextStep: 'Ask the person.',
      events: ['Evidence viewed'],
    });
    expect(file.proofs.length).toBe(2);
    expect((await post(path, { step: 'close', outcome: 'misuse-confirmed' })).status).toBe(204);
    expect(codeOf(await post(path, { step: 'note', code: 'person-asked' }))).toBe('proposal-settled');
    const shown = await officer.json<OneCase>(path);
    expect(shown.case).toMatchObject({ state: 'closed', outcome: 'misuse-confirmed', escalatedTo: 'management' });
  });
});

describe('export', () => {
  it('gives findings in the format of a SIEM and rules as Sigma to auditors, and records the file', async () => {
    const { server } = await bench();
    const id = await find(server);
    const auditor = await server.as('auditor');
    const ocsf = await auditor.fetch('/v1/findings/export?format=ocsf');
    const lines = (await ocsf.text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { class_uid: 2004, metadata: { uid: id } },
    ]);
    const later = Math.round(backgroundClock.wallMs()) + 60_000;
    expect(await (await auditor.fetch(`/v1/findings/export?format=ecs&since=${later}`)).text()).toBe('');
    expect((await auditor.fetch('/v1/findings/export?format=csv')).status).toBe(400);
    const rules = await auditor.fetch('/v1/detection/rules.yml');
    expect(rules.headers.get('content-type')).toContain('yaml');
    expect(await rules.text()).toContain('name: "forked-sequence"');
    const acts = async () =>
      (await auditor.json<{ acts: readonly { details: object }[] }>('/v1/acts?act=case.export')).acts;
    await expect.poll(acts, LIMIT).toHaveLength(2);
    expect((await acts()).at(-1)?.details).toMatchObject({ record: 'detection-findings', format: 'ocsf', rows: 1 });
    const supervisor = await server.as('supervisor');
    expect((await supervisor.fetch('/v1/findings/export?format=ocsf')).status).toBe(403);
  });
});

describe('an exception', () => {
  const propose = async (server: RunningServer, payload: object) => {
    const officer = await server.as('security-officer');
    const body = JSON.stringify({ kind: 'detection-exception', payload });
    const response = await officer.fetch('/v1/proposals', { method: 'POST', headers: JSON_TYPE, body });
    return { status: response.status, text: await response.text(), officer };
  };
  const until = () => Math.round(backgroundClock.wallMs()) + 86_400_000;
  const about = { change: 'except', entity: { kind: 'person', id: 'p-otto' }, reason: 'planned-work' };

  it('shows what it would have hidden, and waits for another person', async () => {
    const { server, officer } = await bench();
    const found = await find(server);
    await find(server, { at: Math.round(backgroundClock.wallMs()) - 200 * 86_400_000 });
    const hidden = await officer.json<HiddenAnswer>(`/v1/detection/findings/${found}/hidden`);
    expect(hidden).toMatchObject({ days: 90, count: 1, judgedTrue: 0 });
    const proposed = await propose(server, { ...about, rule: 'acts-in-hour', until: until() });
    expect(proposed.status).toBe(201);
    const { id, digest } = JSON.parse(proposed.text) as { id: string; digest: string };
    const { proposal } = await proposed.officer.json<{ proposal: { before: unknown } }>(`/v1/proposals/${id}`);
    expect(proposal.before).toMatchObject({ days: 90, count: 1, judgedTrue: 0 });
    const approval = { method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ digest }) };
    expect((await proposed.officer.fetch(`/v1/proposals/${id}/approval`, approval)).status).toBe(403);
  });

  it('is refused for an invariant, about oneself, and for longer than ninety days', async () => {
    const { server } = await bench();
    expect((await propose(server, { ...about, rule: 'forked-sequence', until: until() })).status).toBe(422);
    const own = { ...about, rule: 'acts-in-hour', entity: { kind: 'person', id: 'development-security-officer' } };
    expect((await propose(server, { ...own, until: until() })).text).toContain('about-oneself');
    const late = { ...about, rule: 'acts-in-hour', until: until() + 91 * 86_400_000 };
    expect((await propose(server, late)).text).toContain('ends-too-late');
  });
});
