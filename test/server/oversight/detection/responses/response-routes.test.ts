/** Responses over HTTP: who may decide, what the person concerned sees, and what it does to their sessions. */
import { describe, expect, it } from 'vitest';
import type { OneCase, ResponseStepAnswer } from '../../../../../server/oversight/detection/answers.ts';
import type { SessionView } from '../../../../../server/people/people/answers/session.ts';
import { signIn } from '../../../../support/signed-in.ts';
import { runServer } from '../../../fixtures/running-server.ts';
import { decideByRoute, endByRoute, storeFinding } from './stored-finding.ts';

const LIMIT = { timeout: 240_000, interval: 200 };

describe('responses over HTTP', () => {
  it('end the sessions of a person, who reads it after the next sign-in, and are in the case', async () => {
    const server = await runServer();
    const officer = await signIn(server.url, 'officer');
    const id = await storeFinding(server, { entity: { kind: 'person', id: 'development-officer' } });
    const security = await server.as('security-officer');
    const answer = await decideByRoute(security, id, 'confirm');
    expect(answer.status).toBe(200);
    const { response } = (await answer.json()) as ResponseStepAnswer;
    expect(response).toMatchObject({ state: 'in-force', mayTakeBack: true, mayConfirm: false });
    expect((await officer.fetch('/v1/officer')).status).toBe(401);
    const again = await signIn(server.url, 'officer');
    expect((await again.fetch('/v1/officer')).status).toBe(200);
    const restrictions = async () =>
      (await again.json<SessionView>('/v1/session')).principal?.restrictions.map(({ kind }) => kind);
    expect(await restrictions()).toEqual(['sessions-ended']);
    expect((await endByRoute(again, id)).status).toBe(403);
    expect((await endByRoute(security, id)).status).toBe(200);
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
    const id = await storeFinding(server, {
      ...{ rule: 'acts-in-hour', nextStep: 'ask-supervisor' },
      entity: { kind: 'person', id: 'development-officer' },
    });
    await decideByRoute(await server.as('security-officer'), id, 'confirm');
    expect((await officer.fetch('/v1/officer')).status).toBe(403);
    const before = await officer.json<SessionView>('/v1/session');
    expect(before.principal?.mustProve).toBe(true);
    expect(before.acts).toContain('evidence.see');
    const again = await signIn(server.url, 'officer');
    expect((await again.fetch('/v1/officer')).status).toBe(200);
  });
});
