import { describe, expect, it } from 'vitest';
import type { ActPage } from '../../../../server/records/acts/answers.ts';
import type { PolicyTrial } from '../../../../server/lanes/policy-trials/answers.ts';
import { MIN_TRAVELLERS } from '../../../../server/lanes/policy-trials/count-trial.ts';
import { everythingEntered } from '../../fixtures/entries-of.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { clearedReport, kioskIdOf, transactionOf } from '../../fixtures/sample-report.ts';
import { testKiosk, type TestKiosk } from '../../fixtures/test-kiosk.ts';

const LANES = 10;
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
    // Several lanes at once: one lane's reports wait for each other
    const lanes = await Promise.all(
      Array.from({ length: LANES }, async (_, at) => {
        const kiosk = testKiosk(kioskIdOf(`north-${at + 1}`), at + 1);
        await server.enrol(kiosk, String(at + 1));
        return kiosk;
      }),
    );
    const now = Date.now();
    const report = async (lane: TestKiosk, number: number, reportedAt: number, issuingState: string) => {
      const document = { type: 'P', issuingState, handle: 'e'.repeat(64), handleEpoch: '2026-03-01' };
      const over = {
        ...clearedReport(),
        transactionId: transactionOf(number),
        reportedAt,
        startedAt: reportedAt,
        document,
      };
      const { kioskId: _kiosk, sequence: _sequence, previous: _previous, ...rest } = over;
      const { status } = await server.post('/v1/reports', lane.next(rest).wire);
      if (status !== 201) throw new Error(`report ${number}: ${status}`);
    };
    await Promise.all(
      lanes.map(async (lane, at) => {
        for (let number = at + 1; number <= MIN_TRAVELLERS + 20; number += LANES) {
          if (number <= 20) await report(lane, number, now - 40 * 86_400_000, 'D');
          else await report(lane, number, now - 1_000, number % 4 === 0 ? 'JPN' : 'FRA');
        }
      }),
    );
    const { status, answer } = await trialOf(server, 'administrator', { policy: POLICY });
    expect(status).toBe(200);
    expect(answer.result).toEqual({
      kind: 'tried',
      travellers: MIN_TRAVELLERS,
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
    expect(answer.result).toEqual({ kind: 'too-few', needed: MIN_TRAVELLERS });
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
