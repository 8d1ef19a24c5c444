import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { initialiseAuthority } from '../../../../server/lanes/fleet/authority.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { ensurePlaces } from '../../../../server/records/sites/ensure-place.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const kiosk = testKiosk();
const JSON_BODY = { 'content-type': 'application/json' };
const body = (value: unknown) => Buffer.from(JSON.stringify(value));
const codeOf = (text: string) => (JSON.parse(text) as { error: { code: string } }).error.code;

async function fleetServer({ authority = true } = {}): Promise<RunningServer> {
  const dataDir = temporaryFolder();
  if (authority) await initialiseAuthority(join(dataDir, 'fleet'), Date.now());
  const server = await runServer({ dataDir });
  await server.enrol(kiosk);
  const places = [{ site: 'north', lane: '2' }];
  await server.context.queue.run((transaction) => ensurePlaces(transaction, places, Date.now()));
  return server;
}

/** A signed-in session whose proof is no longer fresh. */
async function unproven(server: RunningServer): Promise<string> {
  const { headers } = await server.ask('/v1/development/sign-in', {
    ...{ method: 'POST', headers: JSON_BODY, body: body({ role: 'administrator' }) },
  });
  return [headers['set-cookie'] ?? []]
    .flat()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
}

describe('fleet routes', () => {
  test('show the fleet only to people with a duty for it', async () => {
    const server = await fleetServer();
    const { text } = await server.ask('/v1/fleet/kiosks', { as: 'administrator' });
    expect(JSON.parse(text)).toMatchObject({
      kiosks: [{ kioskId: kiosk.id, site: 'north', disabledAt: null, certificates: [] }],
      serverKey: { announced: null, isProposed: false },
    });
  });

  test('show each lane’s models and policies within the duty’s reach, and nothing about travellers', async () => {
    const server = await fleetServer();
    const read = async (as: 'administrator' | 'officer') => {
      const { status, text } = await server.ask('/v1/fleet/policies', { as });
      return [status, JSON.parse(text) as { lanes: object[] }] as const;
    };
    expect((await read('administrator'))[1].lanes).toEqual([]);
    await server.post('/v1/reports', kiosk.next().wire);
    const [, { lanes }] = await read('administrator');
    expect(lanes.map((lane) => Object.keys(lane).sort())).toEqual([
      ['at', 'kioskId', 'lane', 'modelDigests', 'noticeDigest', 'policyDigest', 'site'],
    ]);
    expect((await read('officer'))[0]).toBe(403);
  });

  test('create a code after a fresh proof, and only for a free place', async () => {
    const server = await fleetServer();
    const ask = (wanted: unknown) =>
      server.ask('/v1/fleet/codes', { method: 'POST', as: 'administrator', headers: JSON_BODY, body: body(wanted) });
    const wanted = { kiosk: 'north-2', site: 'north', lane: '2' };
    const early = { method: 'POST', headers: { ...JSON_BODY, cookie: await unproven(server) }, body: body(wanted) };
    expect(codeOf((await server.ask('/v1/fleet/codes', early)).text)).toBe('step-up-required');
    const { status, text } = await ask(wanted);
    expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([
      201,
      expect.stringMatching(/^([0-9A-Z]{4}-){10}/),
    ]);
    expect(codeOf((await ask({ ...wanted, kiosk: 'north-3', lane: kiosk.id })).text)).toBe('lane-taken');
    expect(codeOf((await ask({ ...wanted, minutes: 100_000 })).text)).toBe('invalid-message');
    expect(codeOf((await ask({ ...wanted, site: 'noth' })).text)).toBe('unknown-site');
    expect(codeOf((await ask({ ...wanted, lane: '22' })).text)).toBe('unknown-lane');
    const acts: readonly { person_id: string }[] = await server.database.knex('acts').where({ act: 'fleet.enrol' });
    expect(acts.map(({ person_id: person }) => person)).toEqual(['development-administrator']);
  });

  test('withdraw an unused code, which is listed until then for permitted people only', async () => {
    const server = await fleetServer();
    const made = { method: 'POST', as: 'administrator', headers: JSON_BODY } as const;
    await server.ask('/v1/fleet/codes', { ...made, body: body({ kiosk: 'north-2', site: 'north', lane: '2' }) });
    const open = async () =>
      (JSON.parse((await server.ask('/v1/fleet/kiosks', { as: 'administrator' })).text) as { codes: object[] }).codes;
    expect(await open()).toMatchObject([{ kioskId: 'north-2', site: 'north', lane: '2' }]);
    const withdraw = (kioskId: string, as: 'administrator' | 'auditor' | 'nobody' = 'administrator') =>
      server.ask(`/v1/fleet/codes/${kioskId}`, { method: 'DELETE', as }).then(({ status }) => status);
    expect([await withdraw('north-2', 'nobody'), await withdraw('north-2', 'auditor')]).toEqual([401, 403]);
    expect([await withdraw('north-3'), await withdraw('NORTH')]).toEqual([404, 404]);
    expect(await open()).toHaveLength(1);
    expect([await withdraw('north-2'), await withdraw('north-2')]).toEqual([204, 404]);
    expect(await open()).toEqual([]);
    const acts: readonly unknown[] = await server.database.knex('acts').where({ result: 'code-withdrawn' });
    expect(acts).toHaveLength(1);
  });

  test('refuse to create a code without an authority', async () => {
    const server = await fleetServer({ authority: false });
    const { text } = await server.ask('/v1/fleet/codes', {
      ...{ method: 'POST', as: 'administrator', headers: JSON_BODY },
      body: body({ kiosk: 'north-2', site: 'north', lane: '2' }),
    });
    expect(codeOf(text)).toBe('no-authority');
  });

  test('disable a kiosk in one act, and refuse its messages afterwards', async () => {
    const server = await fleetServer();
    const ask = () =>
      server.ask(`/v1/fleet/kiosks/${kiosk.id}/disable`, {
        method: 'POST',
        as: 'administrator',
        headers: JSON_BODY,
        body: body({}),
      });
    expect((await server.post('/v1/reports', kiosk.next().wire)).status).toBe(201);
    const early = { method: 'POST', headers: { ...JSON_BODY, cookie: await unproven(server) }, body: body({}) };
    const address = `/v1/fleet/kiosks/${kiosk.id}/disable`;
    expect(codeOf((await server.ask(address, early)).text)).toBe('step-up-required');
    expect(JSON.parse((await ask()).text)).toEqual({ kind: 'disabled', certificates: 0 });
    expect(JSON.parse((await ask()).text)).toEqual({ kind: 'unchanged' });
    expect(codeOf((await server.post('/v1/reports', kiosk.next().wire)).text)).toBe('kiosk-disabled');
    const acts: readonly unknown[] = await server.database.knex('acts').where({ act: 'fleet.disable', result: 'done' });
    expect(acts).toHaveLength(1);
  });
});
