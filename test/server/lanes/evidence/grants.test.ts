/** Grants at the server's route: who gets one, who does not, and what is stored. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import type { Permit } from '../../../../server/platform/access/guarded-router.ts';
import type { Target } from '../../../../server/platform/access/principal.ts';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { receiveReport } from '../../../../server/intake/ingest/receive-report.ts';
import { TokenBuckets } from '../../../../hardware/host/token-bucket.ts';
import type { Check } from '../../../../server/contract/report.ts';
import { openGrant } from '../../../../server/contract/grant.ts';
import { openRevocations } from '../../../../server/contract/revocations.ts';
import { issueGrant, type GrantDesk } from '../../../../server/lanes/evidence/issue-grant.ts';
import { revokeOfficer } from '../../../../server/people/duties/revoked-officers.ts';
import { listActs } from '../../../../server/records/acts/act-table.ts';
import { COMMAND_LINE } from '../../../../server/records/acts/machine.ts';
import type { ReferralsAnswer } from '../../../../server/border/referrals/answers.ts';
import type { GrantAnswer } from '../../../../server/lanes/evidence/answers/grant.ts';
import { NO_KEY } from '../../../support/signed-grants.ts';
import { duty, person, principal } from '../../platform/access/fixtures/principals.ts';
import { decideByRoute, endByRoute, storeFinding } from '../../oversight/detection/responses/stored-finding.ts';
import { streamEvents } from '../../oversight/detection/stream/stream-events.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { environmentOf, placeIn } from '../../fixtures/engines.ts';
import { entriesOf } from '../../fixtures/entries-of.ts';
import { EVERYWHERE } from '../../fixtures/everywhere.ts';
import { givePasskey } from '../../fixtures/passkeys-of.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { kioskIdOf, referredReport, transactionOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { changeRecorded } from '../../fixtures/write-recorded.ts';

const REFERRED = transactionOf(2);
const CLEARED = transactionOf(1);
const PARTY = { id: 'localhost', origins: () => ['http://localhost:8080'] };
const EVIDENCE_URL = 'http://127.0.0.1:18082';

async function aServer(evidenceUrl = EVIDENCE_URL) {
  const server = await runServer();
  const kiosk = testKiosk();
  await server.enrol(kiosk, '7', evidenceUrl);
  const { outcome, reasons } = referredReport();
  const checks: Check[] = [
    { name: 'face-capture', result: 'passed' },
    { name: 'face-comparison', result: 'failed', reason: 'below-threshold' },
  ];
  await server.post('/v1/reports', kiosk.next({ transactionId: CLEARED }).wire);
  await server.post('/v1/reports', kiosk.next({ outcome, reasons, checks, transactionId: REFERRED }).wire);
  const tell = (path: string, body: object) =>
    server.ask(path, {
      as: 'officer',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(body)),
    });
  await tell('/v1/watch', { site: 'north' });
  const { open } = JSON.parse((await server.ask('/v1/referrals', { as: 'officer' })).text) as ReferralsAnswer;
  await tell(`/v1/referrals/${open[0]?.id}/take`, { version: 1 });
  const wish = { kioskId: kiosk.id, transactionId: REFERRED, purpose: 'identity-check', publicKey: NO_KEY };
  const ask = (over: object = {}, headers: Record<string, string> = {}) =>
    server.ask('/v1/grants', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: Buffer.from(JSON.stringify({ ...wish, ...over })),
    });
  return { server, kiosk, ask };
}
const codeOf = (answer: { status: number; text: string }) => [
  answer.status,
  (JSON.parse(answer.text) as { error?: { code: string } }).error?.code,
];

describe('grant', () => {
  it('is signed for a referral, and recorded', async () => {
    const { server, kiosk, ask } = await aServer();
    const answer = await ask();
    expect(answer.status).toBe(201);
    const { grant, digest, officer, evidenceUrl } = JSON.parse(answer.text) as GrantAnswer;
    expect([officer, evidenceUrl]).toEqual(['development-officer', EVIDENCE_URL]);
    const read = openGrant(Buffer.from(grant), server.context.signer.publicKey);
    expect(read).toMatchObject({
      kind: 'valid',
      digest,
      message: {
        ...{ kioskId: kiosk.id, transactionId: REFERRED, officer: 'development-officer', role: 'officer' },
        ...{ relation: 'own-referral', purpose: 'identity-check', publicKey: NO_KEY },
      },
    });
    const entries = await entriesOf(server.context);
    expect(entries.filter((entry) => entry?.type === 'grant')).toMatchObject([
      { grant: digest, officer, kioskId: kiosk.id, transactionId: REFERRED, relation: 'own-referral' },
    ]);
    if (read.kind === 'valid') expect(read.message.expires - read.message.notBefore).toBe(120_000);
    const rows: unknown[] = await server.database.knex('grants').select('digest', 'officer');
    expect(rows).toEqual([{ digest, officer: 'development-officer' }]);
  });

  it('names the console that asked to detection, or that no person has signed in there', async () => {
    const { server, ask } = await aServer();
    expect((await ask()).status).toBe(201);
    const post = async (path: string, body: object, cookie = '') => {
      const headers = { 'content-type': 'application/json', cookie };
      const answer = await server.ask(path, { method: 'POST', headers, body: Buffer.from(JSON.stringify(body)) });
      return [answer.headers['set-cookie'] ?? []].flat().map((line) => line.split(';', 1)[0] ?? '');
    };
    const signedIn = await post('/v1/development/sign-in', { role: 'officer' });
    const provedAnew = await post('/v1/development/step-up', {}, signedIn.join('; '));
    const mark = signedIn.filter((one) => one.includes('postern-console='));
    expect((await ask({}, { cookie: [...mark, ...provedAnew].join('; ') })).status).toBe(201);
    const events = await streamEvents(server.context);
    const consoles = events.flatMap(({ kind, console }) => (kind === 'evidence-asked' ? [console] : []));
    expect(consoles).toEqual(['unmarked', expect.stringMatching(/^[0-9a-f]{32}$/)]);
  });

  it.each<readonly [string, object, number, string, number]>([
    ['of a traveller who was cleared', { transactionId: CLEARED }, 404, 'not-found', 1],
    ['of an unknown traveller', { transactionId: 'f'.repeat(32) }, 404, 'not-found', 1],
    ['of a lane that is not enrolled', { kioskId: 'south-9' }, 404, 'not-found', 0],
    ['for an unknown purpose', { purpose: 'curiosity' }, 422, 'invalid-message', 1],
    ['with a key that is too short', { publicKey: 'AAAA' }, 422, 'invalid-message', 1],
    ['with an officer in the body', { officer: 'somebody-else' }, 422, 'invalid-message', 1],
  ])('is refused %s', async (_fault, over, status, code, logged) => {
    const { server, ask } = await aServer();
    expect(codeOf(await ask(over))).toEqual([status, code]);
    expect(await server.database.knex('grants')).toEqual([]);
    expect(server.log.filter((line) => line.includes('"about":"grant"'))).toHaveLength(logged);
  });

  it('is refused to a page of another origin', async () => {
    const { ask } = await aServer();
    expect(codeOf(await ask({}, { origin: 'https://example.org' }))).toEqual([403, 'origin-not-allowed']);
  });

  it('is refused for a lane without an evidence address', async () => {
    const { ask } = await aServer('');
    expect(codeOf(await ask())).toEqual([409, 'no-evidence-address']);
  });

  it('is refused to a revoked officer, who is announced to every lane', async () => {
    const { server, ask } = await aServer();
    const revoke = join(projectRoot(), '.build/server/main/commands/revoke.js');
    const env = { ...process.env, ...environmentOf(await placeIn(server.dataDir)) };
    const run = promisify(execFile);
    const { stdout } = await run(
      process.execPath,
      [revoke, '--officer', 'development-officer', '--cause', 'suspicion'],
      { env },
    );
    expect(JSON.parse(stdout)).toEqual({ kind: 'revoked' });
    expect(codeOf(await ask())).toEqual([403, 'officer-revoked']);
    expect(await listActs(server.database.knex, { limit: 1, act: 'officer.revoke' })).toMatchObject([
      { person: COMMAND_LINE, subject: 'development-officer', details: { cause: 'suspicion' } },
    ]);
    const answer = await server.ask('/v1/revocations');
    expect(openRevocations(answer.body, server.context.signer.publicKey)).toMatchObject({
      kind: 'valid',
      message: { officers: ['development-officer'] },
    });
    await expect(
      run(process.execPath, [revoke, '--officer', 'Jane Doe', '--cause', 'suspicion'], { env }),
    ).rejects.toMatchObject({ code: 64 });
  });

  it('is refused while a confirmed response pauses the officer’s grants, and signed again after it', async () => {
    const { server, ask } = await aServer();
    const officer = { kind: 'person', id: 'development-officer' } as const;
    const id = await storeFinding(server, { rule: 'viewings-too-many', nextStep: 'review-viewings', entity: officer });
    expect((await ask()).status).toBe(201);
    const security = await server.as('security-officer');
    expect((await decideByRoute(security, id, 'confirm')).status).toBe(200);
    expect(codeOf(await ask())).toEqual([403, 'grants-paused']);
    expect(await server.database.knex('grants')).toHaveLength(1);
    expect((await endByRoute(security, id)).status).toBe(200);
    expect((await ask()).status).toBe(201);
  });

  it('has its lane in the page’s policy as the only other origin', async () => {
    const { server } = await aServer();
    const policyOf = async (path: string) => String((await server.ask(path)).headers['content-security-policy']);
    expect(await policyOf('/')).toContain(`connect-src 'self' ${EVIDENCE_URL};`);
    expect(await policyOf('/v1/lanes')).toContain("connect-src 'self';");
  });
});

describe('grant for a permitted person', () => {
  async function desk(over: Partial<Pick<GrantDesk, 'relationOf'>> = {}) {
    const bench = await ingestBench();
    const kiosk = testKiosk();
    await bench.enrol(kiosk);
    const relationOf = () => Promise.resolve('second-opinion' as const);
    const { context } = bench;
    const { outcome, reasons, checks } = referredReport();
    await receiveReport(context, kiosk.next({ outcome, reasons, checks, transactionId: REFERRED }).wire);
    await changeRecorded(context.knex, 'kiosks', {}, { evidence_url: EVIDENCE_URL });
    const pace = new TokenBuckets({ perSecond: 0.1, burst: 3 }, bench.clock);
    for (const name of ['p-otto', 'p-emil']) await givePasskey(context, name);
    const wish = { kioskId: kiosk.id, transactionId: REFERRED, purpose: 'complaint', publicKey: NO_KEY };
    const permit = (name: string, role: Role = 'officer', target: Target = { kioskId: kiosk.id }): Permit => {
      const held = duty(role, { trainingValidUntil: bench.clock.wallMs() + 60_000 });
      const who = principal([held], { personId: person(name) });
      return { principal: who, duty: held, act: 'evidence.see', target, reach: EVERYWHERE, covers: () => true };
    };
    const ask = (permitted: Permit) =>
      issueGrant({ context, relationOf, party: PARTY, pace, ...over }, permitted, Buffer.from(JSON.stringify(wish)));
    return { ask, bench, permit, kiosk };
  }

  it('is recorded as an act with purpose and relation', async () => {
    const { ask, bench, permit, kiosk } = await desk();
    const granted = await ask(permit('p-otto'));
    expect(granted.kind).toBe('granted');
    expect(await listActs(bench.database.knex, { limit: 5 })).toMatchObject([
      {
        ...{ person: 'p-otto', role: 'officer', act: 'evidence.see', kioskId: kiosk.id, transactionId: REFERRED },
        details: { purpose: 'complaint', relation: 'second-opinion' },
      },
    ]);
  });

  it('is for the lane that was judged, not the one in the body', async () => {
    const { ask, permit } = await desk();
    const elsewhere: Target = { kioskId: kioskIdOf('south-1') };
    expect(await ask(permit('p-otto', 'officer', elsewhere))).toMatchObject({ code: 'not-found' });
  });

  it('is refused to a person without a relation to the traveller', async () => {
    const { ask, permit } = await desk({ relationOf: () => Promise.resolve(undefined) });
    expect(await ask(permit('p-otto'))).toMatchObject({ code: 'not-entitled' });
  });

  it('is not stored for an officer who is revoked during signing', async () => {
    const { ask, bench, permit } = await desk({
      async relationOf() {
        await bench.context.queue.run((transaction) =>
          revokeOfficer(transaction, { officer: person('p-otto'), at: 1, cause: 'suspicion', by: COMMAND_LINE }),
        );
        return 'second-opinion';
      },
    });
    expect(await ask(permit('p-otto'))).toMatchObject({ kind: 'refused', code: 'officer-revoked' });
    expect(await bench.database.knex('grants')).toEqual([]);
    expect(await listActs(bench.database.knex, { limit: 5 })).toEqual([]);
  });

  it('is refused to roles to which lanes show no evidence', async () => {
    const { ask, permit } = await desk();
    expect(await ask(permit('p-petra', 'privacy-officer'))).toMatchObject({ code: 'not-entitled' });
  });

  it('is rate limited for each officer', async () => {
    const { ask, bench, permit } = await desk();
    for (let count = 0; count < 3; count += 1) expect((await ask(permit('p-otto'))).kind).toBe('granted');
    expect(await ask(permit('p-otto'))).toMatchObject({ code: 'rate-limited', retryAfterS: 10 });
    expect((await ask(permit('p-emil'))).kind).toBe('granted');
    bench.clock.turn(10_000);
    expect((await ask(permit('p-otto'))).kind).toBe('granted');
  });
});
