import { describe, expect, it } from 'vitest';
import type { ActPage } from '../../../server/acts/answers.ts';
import type { PolicyTrial } from '../../../server/policy-trials/answers.ts';
import { LEAST_TRAVELLERS } from '../../../server/policy-trials/count-trial.ts';
import { everythingEntered } from '../fixtures/entries-of.ts';
import { runServer, type RunningServer } from '../fixtures/running-server.ts';
import { clearedReport, transactionOf } from '../fixtures/sample-report.ts';
import { testKiosk } from '../fixtures/test-kiosk.ts';

const POLICY = {
  requiredChecks: ['document-read', 'nationality'],
  eligibility: { version: 1, timeZone: 'UTC', groups: [{ id: 'citizens', nationalities: { accept: ['FRA'] } }] },
};

async function trialOf(server: RunningServer, role: 'administrator' | 'auditor' | 'supervisor', body: object) {
  const person = await server.as(role);
  const response = await person.fetch('/v1/policy-trials', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as PolicyTrial & { error?: { code: string } };
  return { status: response.status, answer };
}

describe('POST /v1/policy-trials', () => {
  it('counts what the policy would have done to the travellers of four weeks, and enters an act', async () => {
    const server = await runServer();
    const north = testKiosk();
    await server.enrol(north, '7');
    const now = Date.now();
    const report = async (number: number, reportedAt: number, issuingState: string) => {
      const document = { type: 'P', issuingState, handle: 'e'.repeat(64), handleEpoch: '2026-03-01' };
      const over = {
        ...clearedReport(),
        transactionId: transactionOf(number),
        reportedAt,
        startedAt: reportedAt,
        document,
      };
      const { kioskId: _kiosk, sequence: _sequence, previous: _previous, ...rest } = over;
      const { status } = await server.post('/v1/reports', north.next(rest).wire);
      if (status !== 201) throw new Error(`report ${number}: ${status}`);
    };
    for (let number = 1; number <= 20; number++) await report(number, now - 40 * 86_400_000, 'D');
    for (let number = 21; number <= LEAST_TRAVELLERS + 20; number++) {
      await report(number, now - 1_000, number % 4 === 0 ? 'JPN' : 'FRA');
    }
    const { status, answer } = await trialOf(server, 'administrator', { policy: POLICY });
    expect(status).toBe(200);
    expect(answer.result).toEqual({
      kind: 'tried',
      travellers: LEAST_TRAVELLERS,
      before: { cleared: 100, referred: 'below-one' },
      after: { cleared: 75, referred: 25, notKnown: 'below-one' },
      reasons: [{ reason: 'nationality-not-eligible', share: 25 }],
      notKnown: [],
    });
    await everythingEntered(server.context);
    const auditor = await server.as('auditor');
    const { acts } = await auditor.json<ActPage>('/v1/acts');
    expect(acts.filter(({ act }) => act === 'policies.try').map(({ details }) => details)).toEqual([
      { digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });

  it('gives nothing where there are few travellers', async () => {
    const server = await runServer();
    const { answer } = await trialOf(server, 'administrator', { policy: POLICY });
    expect(answer.result).toEqual({ kind: 'too-few', needed: LEAST_TRAVELLERS });
  });

  it('refuses a policy that a lane would refuse, and names the fault', async () => {
    const server = await runServer();
    const { status, answer } = await trialOf(server, 'administrator', { policy: { requiredChecks: ['holder-age'] } });
    expect([status, answer.error?.code]).toEqual([422, 'invalid-message']);
    expect(JSON.stringify(answer)).toContain('holder-age is named as a check but has no rule');
  });

  it('is for administrators only, and no more than ten at once', async () => {
    const server = await runServer();
    for (const role of ['auditor', 'supervisor'] as const) {
      expect((await trialOf(server, role, { policy: POLICY })).status).toBe(403);
    }
    const codes: number[] = [];
    for (let trial = 0; trial < 11; trial++) {
      codes.push((await trialOf(server, 'administrator', { policy: POLICY })).status);
    }
    expect(codes).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
  });
});
