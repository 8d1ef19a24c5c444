import { describe, expect, it } from 'vitest';
import type { ActPage } from '../../../../server/records/acts/answers.ts';
import { personIdSchema } from '../../../../server/platform/access/vocabulary.ts';
import { insertKiosk } from '../../../../server/records/kiosks/kiosks.ts';
import { disablePerson } from '../../../../server/people/people/tables/people.ts';
import { insertBackup } from '../../../../server/oversight/setup/backup-table.ts';
import type { SetupView } from '../../../../server/oversight/setup/answers.ts';
import type { SetupItem } from '../../../../server/oversight/setup/vocabulary.ts';
import type { SiteList } from '../../../../server/records/sites/answers.ts';
import { duty } from '../../platform/access/fixtures/principals.ts';
import { employ } from '../../fixtures/employ.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { everythingEntered } from '../../fixtures/entries-of.ts';
import { runServer, send, type RunningServer } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const DAY_MS = 86_400_000;
const TERMINAL = { id: 'terminal-2', name: 'Terminal 2', timeZone: 'Europe/Lisbon', place: '' };

async function asked(server: RunningServer) {
  const administrator = await server.as('administrator');
  const put = async (method: string, path: string, body?: object) => {
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
    const sent = body === undefined ? {} : { headers, body: JSON.stringify(body) };
    const response = await administrator.fetch(path, { method, headers, ...sent });
    const text = await response.text();
    const code = text === '' ? undefined : (JSON.parse(text) as { error?: { code: string } }).error?.code;
    return code ?? response.status;
  };
  return {
    administrator,
    put,
    stateOf: async (item: SetupItem) => {
      const { items } = await administrator.json<SetupView>('/v1/setup');
      return items.find((one) => one.item === item);
    },
    sites: async () => (await administrator.json<SiteList>('/v1/sites')).sites,
    steps: async () => {
      await everythingEntered(server.context);
      const auditor = await server.as('auditor');
      const { acts } = await auditor.json<ActPage>('/v1/acts');
      return acts.map(({ act, details }) => `${act} ${String(details['step'])}`);
    },
  };
}

describe('the checklist', () => {
  it('follows the records: administrators come and leave, a backup is made and gets old', async () => {
    const clock = handTurnedClock();
    const server = await runServer({ clock });
    const { stateOf } = await asked(server);
    const now = clock.wallMs();
    const terms = { validFrom: now - DAY_MS, validUntil: now + 90 * DAY_MS, trainingValidUntil: now + 90 * DAY_MS };
    const turn = () => clock.turn(1_500);
    expect((await stateOf('second-administrator'))?.state).toBe('open');
    await employ(server, 'p-anna', { ...duty('administrator', terms), id: '1'.repeat(32) });
    await employ(server, 'p-ben', { ...duty('administrator', terms), id: '2'.repeat(32) });
    turn();
    expect((await stateOf('second-administrator'))?.state).toBe('done');
    const { queue } = server.context;
    await queue.run((transaction) => disablePerson(transaction, personIdSchema.parse('p-ben'), now));
    turn();
    expect(await stateOf('second-administrator')).toMatchObject({
      state: 'open',
      facts: [{ code: 'administrators', able: ['p-anna'], need: 2 }],
    });
    expect((await stateOf('backup'))?.state).toBe('open');
    const backup = { file: 'a.postern-backup', madeAt: clock.wallMs(), bytes: 1, rows: 1, keyId: '0'.repeat(16) };
    await queue.run((transaction) => insertBackup(transaction, backup));
    turn();
    expect((await stateOf('backup'))?.state).toBe('done');
    clock.turn(2 * DAY_MS);
    const later = await asked(server);
    expect(await later.administrator.fetch('/v1/setup').then(({ status }) => status)).toBe(401);
  });
  it('shows a collector of metrics, and takes a statement for what it cannot see', async () => {
    const server = await runServer({ metricsPort: 0 });
    const { stateOf, put, steps } = await asked(server);
    expect(await stateOf('alerts')).toMatchObject({
      state: 'open',
      facts: [{ code: 'no-alert-route' }, { code: 'collector-silent', at: null }],
    });
    const statement = '/v1/setup/alerts/statement';
    expect(await put('PUT', statement, { reason: 'backup-made-on-another-machine' })).toBe('invalid-message');
    expect(await put('PUT', '/v1/setup/witnesses/statement', { reason: 'log-watched-by-another-system' })).toBe(
      'not-found',
    );
    expect(await put('PUT', statement, { reason: 'log-watched-by-another-system' })).toBe(204);
    expect(await stateOf('alerts')).toMatchObject({
      state: 'stated',
      statement: { reason: 'log-watched-by-another-system', by: 'development-administrator' },
    });
    expect(await put('DELETE', statement)).toBe(204);
    expect(await put('DELETE', statement)).toBe('not-found');
    expect((await stateOf('alerts'))?.state).toBe('open');
    await send(server.metricsPort!, '/metrics');
    expect(await put('PUT', statement, { reason: 'log-watched-by-another-system' })).toBe(204);
    expect(await stateOf('alerts')).toMatchObject({
      state: 'stated',
      facts: [{ code: 'no-alert-route' }, { code: 'collected' }],
    });
    expect((await steps()).filter((step) => step.startsWith('setup.state'))).toEqual([
      'setup.state stated',
      'setup.state taken-back',
      'setup.state stated',
    ]);
  });
  it('is for administrators and auditors, who cannot state anything', async () => {
    const server = await runServer();
    for (const role of ['officer', 'supervisor', 'privacy-officer'] as const) {
      expect((await (await server.as(role)).fetch('/v1/setup')).status).toBe(403);
    }
    const auditor = await server.as('auditor');
    expect((await auditor.fetch('/v1/setup')).status).toBe(200);
    const body = JSON.stringify({ reason: 'log-watched-by-another-system' });
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
    const stated = await auditor.fetch('/v1/setup/alerts/statement', { method: 'PUT', headers, body });
    expect(stated.status).toBe(403);
  });
});

describe('sites', () => {
  it('are named by an administrator, and each code for a kiosk names one of them', async () => {
    const server = await runServer();
    const { put, sites, stateOf } = await asked(server);
    expect((await stateOf('sites'))?.facts).toEqual([{ code: 'no-site' }]);
    expect(await put('POST', '/v1/sites', TERMINAL)).toBe(201);
    expect(await put('POST', '/v1/sites', { ...TERMINAL, id: 'terminal-3' })).toBe('name-taken');
    expect(await put('POST', '/v1/sites/terminal-2/lanes', { number: '1', name: 'Lane 1', position: null })).toBe(201);
    expect(await put('PUT', '/v1/sites/nowhere', { name: 'X', timeZone: 'UTC', place: '', version: 1 })).toBe(
      'unknown-site',
    );
    const change = { name: 'Lane 1', position: { x: 2, y: 3.5 }, version: 1 };
    expect(await put('PUT', '/v1/sites/terminal-2/lanes/1', change)).toBe(204);
    expect(await put('PUT', '/v1/sites/terminal-2/lanes/1', change)).toBe('place-changed');
    expect(await sites()).toMatchObject([
      { ...TERMINAL, isNamed: true, lanes: [{ number: '1', position: { x: 2, y: 3.5 }, kioskId: null, version: 2 }] },
    ]);
    expect(await put('DELETE', '/v1/sites/terminal-2/lanes/1')).toBe(204);
    expect(await put('DELETE', '/v1/sites/terminal-2')).toBe(204);
    expect(await sites()).toEqual([]);
  });
  it('that kiosks used before sites had records get one at the next start', async () => {
    const dataDir = temporaryFolder();
    const first = await runServer({ dataDir });
    const { publicKeyHex } = testKiosk();
    const old = { id: testKiosk().id, site: 'old-site', lane: '7', publicKey: Buffer.from(publicKeyHex, 'hex') };
    await first.context.queue.run((transaction) =>
      insertKiosk(transaction, { ...old, enrolledAt: 1, evidenceUrl: null }),
    );
    expect(await (await asked(first)).sites()).toEqual([]);
    await first.close();
    const second = await runServer({ dataDir });
    const { sites, steps, put } = await asked(second);
    expect(await sites()).toMatchObject([
      { id: 'old-site', name: 'old-site', isNamed: false, lanes: [{ number: '7', kioskId: old.id }] },
    ]);
    expect((await steps()).filter((step) => step.startsWith('sites'))).toEqual(['sites.change adopted']);
    expect(await put('DELETE', '/v1/sites/old-site')).toBe('place-in-use');
  });
});
