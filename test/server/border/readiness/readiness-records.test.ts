import { describe, expect, it } from 'vitest';
import { decodeBase64Url } from '../../../../server/contract/base64url.ts';
import { encodeEnvelope, openEnvelope } from '../../../../server/contract/envelope.ts';
import { checkCodeOf } from '../../../../server/contract/readiness.ts';
import { REPORT_LIMIT_BYTES } from '../../../../server/contract/report.ts';
import { LONGEST_RETENTION_MS } from '../../../../server/contract/retention.ts';
import type { OutcomesAnswer } from '../../../../server/records/reports/answers.ts';
import type { ReadinessHistory, ReadinessList } from '../../../../server/border/readiness/answers.ts';
import { listKiosks } from '../../../../server/records/kiosks/kiosks.ts';
import { readReadiness } from '../../../../server/border/readiness/read-readiness.ts';
import { eraseOldApprovals } from '../../../../server/border/readiness/readiness-retention.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { kioskIdOf, readinessReport } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const REQUEST = '1'.repeat(32);

/** A lane with an approval, and the digest of it. */
async function approvedLane() {
  const server = await runServer();
  const kiosk = testKiosk();
  await server.enrol(kiosk, '7');
  await server.post('/v1/readiness/requests', kiosk.checkRequest(REQUEST));
  const technician = await server.as('technician');
  const response = await technician.fetch(`/v1/readiness/${kiosk.id}/approval`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ code: checkCodeOf(REQUEST) }),
  });
  if (response.status !== 201) throw new Error(`approval: ${response.status}`);
  const row: { digest: string; technician: string } | undefined = await server.database
    .knex('readiness_approvals')
    .first();
  if (row === undefined) throw new Error('no approval');
  const lanes = async () => (await technician.json<ReadinessList>('/v1/readiness')).lanes;
  return { server, kiosk, technician, approval: row.digest, person: row.technician, lanes };
}

const alarmsOf = async ({ context, database }: RunningServer) => {
  await context.alarms.settle();
  const alarms: object[] = await database.knex('alarms').orderBy('id').select('kind', 'about');
  return alarms;
};

describe('record of a readiness check', () => {
  it('is shown to technicians with its values, its technician and a signature that holds offline', async () => {
    const { server, kiosk, technician, approval, person, lanes } = await approvedLane();
    const record = kiosk.next({ kind: 'readiness', approval });
    expect((await server.post('/v1/reports', record.wire)).status).toBe(201);
    const [lane] = await lanes();
    expect(lane?.last).toMatchObject({
      technician: { kind: 'known', id: person },
      report: { result: 'ready', service: 'returned', openings: 2, values: { gateOpenMs: 640 } },
    });
    const { records } = await technician.json<ReadinessHistory>(`/v1/readiness/${kiosk.id}`);
    const [signed] = records.map((one) => one.signed);
    const bytes = (text = '') => decodeBase64Url(text) ?? new Uint8Array();
    const wire = encodeEnvelope({
      kioskId: kiosk.id,
      payload: bytes(signed?.payload),
      signature: bytes(signed?.signature),
    });
    expect(openEnvelope(wire, Buffer.from(signed?.laneKey ?? '', 'hex'))).toMatchObject({
      kind: 'valid',
      report: { kind: 'readiness', approval },
    });
    expect(JSON.stringify(records[0]?.report)).not.toContain(person);
    expect(await alarmsOf(server)).toEqual([]);
  });

  it('is not an outcome for officers', async () => {
    const { server, kiosk } = await approvedLane();
    await server.post('/v1/reports', kiosk.next({ kind: 'readiness' }).wire);
    await server.post('/v1/reports', kiosk.next().wire);
    const { text } = await server.ask('/v1/outcomes?after=0&limit=10');
    const { outcomes, through } = JSON.parse(text) as OutcomesAnswer;
    expect([outcomes.map(({ report }) => report.kind), through]).toEqual([['match'], 2]);
  });

  it('without an approval is shown as made without a sign-in', async () => {
    const { server, kiosk, lanes } = await approvedLane();
    await server.post('/v1/reports', kiosk.next({ kind: 'readiness' }).wire);
    expect((await lanes())[0]?.last?.technician).toEqual({ kind: 'not-signed-in' });
    expect(await alarmsOf(server)).toEqual([]);
  });

  it('with an approval of another lane, an unknown or a used one raises an alarm', async () => {
    const { server, kiosk, approval, lanes } = await approvedLane();
    await server.post('/v1/reports', kiosk.next({ kind: 'readiness', approval: 'd'.repeat(64) }).wire);
    expect((await lanes())[0]?.last?.technician).toEqual({ kind: 'unapproved' });
    const other = testKiosk(kioskIdOf('north-2'), 9);
    await server.enrol(other, '8');
    await server.post('/v1/reports', other.next({ kind: 'readiness', approval }).wire);
    await server.post('/v1/reports', kiosk.next({ kind: 'readiness', approval }).wire);
    expect(await alarmsOf(server)).toEqual([
      { kind: 'readiness-unapproved', about: 'readiness/unknown-approval' },
      { kind: 'readiness-unapproved', about: 'readiness/unknown-approval' },
      // The other lane's record came first
      { kind: 'readiness-unapproved', about: 'readiness/used-approval' },
    ]);
  });

  it('is stored once when it is repeated', async () => {
    const { server, kiosk } = await approvedLane();
    const record = kiosk.next({ kind: 'readiness' });
    expect((await server.post('/v1/reports', record.wire)).status).toBe(201);
    expect((await server.post('/v1/reports', record.wire)).status).toBe(200);
    expect(await server.database.knex('readiness_records')).toHaveLength(1);
  });

  it('is refused when it is forged, changed, or larger than a report may be', async () => {
    const { server, kiosk } = await approvedLane();
    const refusal = async (wire: Uint8Array) => {
      const { status, text } = await server.post('/v1/reports', wire);
      return [status, (JSON.parse(text) as { error: { code: string } }).error.code];
    };
    const thief = testKiosk(kiosk.id, 10);
    expect(await refusal(thief.next({ kind: 'readiness' }).wire)).toEqual([403, 'bad-signature']);
    const report = readinessReport({ sequence: 1, previous: '0'.repeat(64), kioskId: kiosk.id });
    const json = (over: object) => new TextEncoder().encode(JSON.stringify({ ...report, ...over }));
    expect(await refusal(kiosk.sealBytes(json({ technician: 'anna' })))).toEqual([422, 'invalid-message']);
    expect(await refusal(kiosk.sealBytes(json({ picture: 'x'.repeat(REPORT_LIMIT_BYTES) })))).toEqual([
      413,
      'too-large',
    ]);
    expect(await server.database.knex('readiness_records')).toHaveLength(0);
  });

  it('does not name its technician any more when the retention time has expired', async () => {
    const { server, kiosk, approval } = await approvedLane();
    await server.post('/v1/reports', kiosk.next({ kind: 'readiness', approval }).wire);
    expect(await eraseOldApprovals(server.context)).toBe(0);
    const { clock } = server.context;
    const late = { ...clock, wallMs: () => clock.wallMs() + LONGEST_RETENTION_MS['readiness-records'] + 1_000 };
    expect(await eraseOldApprovals({ ...server.context, clock: late })).toBe(1);
    const kiosks = await listKiosks(server.database.knex);
    const [then] = await readReadiness(server.database.knex, kiosks, late.wallMs());
    expect(then?.last?.technician).toEqual({ kind: 'erased' });
  });
});
