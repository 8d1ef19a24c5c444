/**
 * Declared goods from the portal to a lane: the trader's person files and gets a code, the person who brings the goods shows it at a lane, with and
 * without the server, and the server learns later of a code that was used twice.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMONSTRATION_POLICY } from '../../kiosk/dock/demonstration-policy.ts';
import type { Policy } from '../../kiosk/rules/decision/policy.ts';
import { kioskIdSchema } from '../../server/contract/field.ts';
import { openGoodsAnswer } from '../../server/contract/goods-question.ts';
import { goodsCodeViewSchema } from '../../server/goods/declarations/api/portal-answers.ts';
import { findControl } from '../../server/goods/declarations/tables/controls.ts';
import { openAlarmsOf } from '../../server/records/alarms/alarm-table.ts';
import { enrolKiosk, enrolmentSchema } from '../../server/records/kiosks/enrol-kiosk.ts';
import { freePort } from '../support/free-port.ts';
import { H1 } from '../server/goods/declarations/fixtures/declarations.ts';
import { signedOffices } from '../server/goods/declarations/fixtures/trader-bench.ts';
import { send } from '../server/fixtures/running-server.ts';
import { testKiosk } from '../server/fixtures/test-kiosk.ts';
import { FINGER_POLICY, writePolicy } from './flow-policies.ts';
import { laneConfig, laneKey, only, SPECIMEN, startLaneUnderTest, type LaneUnderTest } from './lane-under-test.ts';
import { enrolLane, startServerUnderTest, type ServerUnderTest } from './server-under-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-goods-'));
const serverDir = join(folder, 'server');
const OTHER = testKiosk(kioskIdSchema.parse('lane-2'), 9);
let lane: LaneUnderTest;
let server: ServerUnderTest;
let start: () => Promise<ServerUnderTest>;

beforeAll(async () => {
  const port = await freePort();
  const { signed: offices, signerKeys } = await signedOffices();
  const traders = { host: '127.0.0.1', port: 0, jurisdiction: 'EU', offices, signerKeys } as const;
  start = () => startServerUnderTest(serverDir, port, undefined, traders);
  const config = laneConfig(folder, { url: `http://127.0.0.1:${port}`, key: new Uint8Array(32) });
  const serverKey = await enrolLane(serverDir, await laneKey(config));
  server = await start();
  const { declaration } = DEMONSTRATION_POLICY;
  const checks = FINGER_POLICY.requiredChecks.filter((name) => name !== 'finger-comparison');
  const requiredChecks: Policy['requiredChecks'] = [...checks, 'declaration'];
  const policyFile = writePolicy(folder, { declaration, requiredChecks, fusedFalseMatchRate: undefined });
  lane = await startLaneUnderTest({ ...config, serverKey, policyFile });
});
afterAll(async () => {
  await lane?.close();
  await server?.server.close();
  rmSync(folder, { recursive: true, force: true });
});

const port = () => server.server.traders?.port ?? 0;

/** The portal's page of a trader's person: signs in, files, and makes a code. Resolves to the declaration's id and the code's text. */
async function declared(lrn: string): Promise<{ readonly id: string; readonly text: string }> {
  const headers = {
    host: `localhost:${port()}`,
    origin: `http://localhost:${port()}`,
    'content-type': 'application/json',
  };
  const post = (path: string, body: object, more: object = {}) =>
    send(port(), path, { method: 'POST', headers: { ...headers, ...more }, body: Buffer.from(JSON.stringify(body)) });
  const signedIn = await post('/v1/session/development', { trader: 'development-importer' });
  const cookie = String(signedIn.headers['set-cookie']).split(';', 1)[0] ?? '';
  const filed = await post(
    '/v1/declarations',
    { ...H1, lrn, ucr: `UCR-${lrn}` },
    { cookie, 'idempotency-key': `submission-${lrn}` },
  );
  expect(JSON.parse(filed.text)).toMatchObject({ state: 'accepted', channel: 'green' });
  const { id } = JSON.parse(filed.text) as { id: string };
  const made = await post(`/v1/session/goods-codes/${id}`, {}, { cookie });
  return { id, text: goodsCodeViewSchema.parse(JSON.parse(made.text)).text };
}

/** A green declaration that the daily draw does not select. */
async function released(): Promise<{ readonly id: string; readonly text: string }> {
  for (let tried = 0; ; tried += 1) {
    const made = await declared(`LRN-${tried}-${Math.trunc(performance.now())}`);
    const control = await findControl(server.server.database.knex, made.id);
    if (control?.route === null || tried > 20) return made;
  }
}

/** A genuine traveller with nothing else to declare shows the code while the lane asks. */
async function shows(text: string) {
  const events = lane.next('goods-code');
  const sent = lane.send({
    scene: { subject: { kind: 'person', specimen: SPECIMEN('alpha') } },
    document: { holder: SPECIMEN('alpha') },
    goodsCode: text,
  });
  const { found } = await events;
  return { found, outcome: only(await sent, 'match-reported').outcome };
}

const declarationsReported = async () =>
  (await server.reports()).flatMap(({ report }) => (report.kind === 'match' ? [report.declaration] : []));

test('a green declaration passes once at a lane; the report has the channel alone', async () => {
  const { text } = await released();
  expect(await shows(text)).toEqual({ found: 'cleared', outcome: 'cleared' });
  expect(await shows(text)).toEqual({ found: 'used', outcome: 'referred' });
  await expect.poll(declarationsReported, { timeout: 240_000 }).toHaveLength(2);
  const reported = await declarationsReported();
  expect(reported.map((one) => one?.channel)).toEqual(['green', 'red']);
  for (const one of reported) expect(Object.keys(one ?? {}).sort()).toEqual(['channel', 'rules', 'rulesDigest']);
  expect(JSON.stringify(await server.reports())).not.toContain(text.slice(0, 20));
});

test('without the server the trader’s receipt counts once here, and a second use elsewhere raises an alarm afterwards', async () => {
  const { id, text } = await released();
  await enrolKiosk(
    server.server.database,
    enrolmentSchema.parse({
      ...{ kiosk: OTHER.id, site: 'test', lane: '2' },
      'public-key': Buffer.from(OTHER.publicKey).toString('hex'),
    }),
    Date.now(),
  );
  const asked = { kioskId: OTHER.id, questionId: 'a'.repeat(32) };
  const wire = OTHER.goodsQuestion({ ...asked, declaration: id, at: Date.now() });
  const headers = { 'content-type': 'application/json' };
  const lanes = Number(new URL(server.server.url).port);
  const { text: answer } = await send(lanes, '/v1/goods-questions', { method: 'POST', headers, body: wire });
  expect(openGoodsAnswer(JSON.parse(answer), asked, [server.server.context.signer.publicKey])).toBe('green');
  await server.server.close();

  expect(await shows(text)).toEqual({ found: 'cleared', outcome: 'cleared' });
  expect(await shows(text)).toEqual({ found: 'used', outcome: 'referred' });

  server = await start();
  const { knex } = server.server.database;
  const raised = async () => (await openAlarmsOf(knex, ['goods-passed-offline'])).map(({ about }) => about);
  await expect.poll(raised, { timeout: 120_000 }).toEqual([`goods/used/${id}/1`]);
});
