/** Responses over HTTP: who may decide, what the person concerned sees, and what it does to their sessions. */
import { describe, expect, it } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import type { OneCase, ResponseStepAnswer } from '../../../../server/detection/answers.ts';
import { caseFor } from '../../../../server/detection/cases/case-table.ts';
import type { Finding } from '../../../../server/detection/engine/finding.ts';
import { insertFinding } from '../../../../server/detection/findings/finding-table.ts';
import { proposeResponse } from '../../../../server/detection/responses/propose-response.ts';
import type { SessionView } from '../../../../server/people/answers/session.ts';
import { signIn, type SignedIn } from '../../../support/signed-in.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';

const LIMIT = { timeout: 90_000, interval: 200 };
const JSON_TYPE = { 'content-type': 'application/json' };

/** Stores a finding about a person with its proposed response, as the watch does. */
function find({ context }: RunningServer, person: string, over: Partial<Finding> = {}): Promise<string | undefined> {
  const at = Math.round(backgroundClock.wallMs());
  const finding: Finding = {
    ...{ rule: 'alternating-consoles', version: 1, basis: 'invariant', entity: { kind: 'person', id: person } },
    ...{ at, from: at - 1, until: at, observed: 4, events: [{ at, kind: 'signed-in', entry: 0 }] },
    ...{ wouldHavePrevented: 'bound-to-device', nextStep: 'end-sessions' },
    ...over,
  };
  return context.queue.run(async (transaction) => {
    const caseId = await caseFor(transaction, finding);
    const findingId = await insertFinding(transaction, finding, { caseId, at });
    return proposeResponse(transaction, finding, { findingId, caseId, at }, false);
  });
}

const post = (who: SignedIn, path: string, body?: object) =>
  who.fetch(path, { method: 'POST', headers: JSON_TYPE, ...(body !== undefined && { body: JSON.stringify(body) }) });
const stepOf = (id: string | undefined) => `/v1/detection/responses/${String(id)}/decision`;

describe('responses over HTTP', () => {
  it('end the sessions of a person, who reads it after the next sign-in, and are in the case', async () => {
    const server = await runServer();
    const officer = await signIn(server.url, 'officer');
    const id = await find(server, 'development-officer');
    const security = await server.as('security-officer');
    const answer = await post(security, stepOf(id), { decision: 'confirm' });
    expect(answer.status).toBe(200);
    const { response } = (await answer.json()) as ResponseStepAnswer;
    expect(response).toMatchObject({ state: 'in-force', mayTakeBack: true, mayConfirm: false });
    expect((await officer.fetch('/v1/officer')).status).toBe(401);
    const again = await signIn(server.url, 'officer');
    expect((await again.fetch('/v1/officer')).status).toBe(200);
    const restrictions = async () =>
      (await again.json<SessionView>('/v1/session')).principal?.restrictions.map(({ kind }) => kind);
    expect(await restrictions()).toEqual(['sessions-ended']);
    const end = `/v1/detection/responses/${String(id)}/end`;
    expect((await post(again, end)).status).toBe(403);
    expect((await post(security, end)).status).toBe(200);
    expect(await restrictions()).toEqual([]);
    const shown = await security.json<OneCase>(`/v1/detection/cases/${String(response?.caseId)}`);
    expect(shown.responses).toMatchObject([{ id, state: 'ended', endedBecause: 'taken-back' }]);
    const auditor = await server.as('auditor');
    const acts = async () => (await auditor.json<{ acts: readonly object[] }>('/v1/acts?act=response.take-back')).acts;
    await expect
      .poll(acts, LIMIT)
      .toContainEqual(expect.objectContaining({ person: 'development-security-officer', subject: id, result: 'done' }));
  });

  it('require a fresh proof, which the person gives and goes on', async () => {
    const server = await runServer();
    const officer = await signIn(server.url, 'officer');
    const id = await find(server, 'development-officer', { rule: 'acts-in-hour', nextStep: 'ask-supervisor' });
    await post(await server.as('security-officer'), stepOf(id), { decision: 'confirm' });
    expect((await officer.fetch('/v1/officer')).status).toBe(403);
    const before = await officer.json<SessionView>('/v1/session');
    expect(before.principal?.mustProve).toBe(true);
    expect(before.acts).toContain('evidence.see');
    const again = await signIn(server.url, 'officer');
    expect((await again.fetch('/v1/officer')).status).toBe(200);
  });
});
