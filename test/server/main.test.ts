/** The programs as separate processes with real signals and a real crash. */
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ledgerKeyFile } from '../../server/platform/keys/file-keys.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { insertOpenings } from '../../server/records/ledger/entry/openings.ts';
import { Sequencer } from '../../server/records/ledger/log/sequencer.ts';
import { openServerLog } from '../../server/records/ledger/server-ledger.ts';
import { send } from './fixtures/running-server.ts';
import {
  enrolProcess as enrol,
  enrolTestKiosk,
  portOf,
  postReport as post,
  startProcess as start,
  type Line,
} from './fixtures/server-process.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';
import { testKiosk } from './fixtures/test-kiosk.ts';

async function expectCleanStop(server: ReturnType<typeof start>, signal: 'SIGTERM' | 'SIGINT'): Promise<void> {
  server.kill(signal);
  expect(await server.exit).toBe(0);
  expect(server.lines.at(-1)).toMatchObject({ event: 'stopped', clean: true });
}

describe('server program', () => {
  it('prints its address and stops cleanly on SIGTERM', async () => {
    const server = start({ POSTERN_SERVER_PORT: '0', POSTERN_SERVER_DATA_DIR: temporaryFolder() });
    const listening = await server.event('listening');
    expect(listening['url']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(listening['serverPublicKey']).toMatch(/^[0-9a-f]{64}$/);
    expect(listening['database']).toMatch(/^SQLite 3\./);
    expect((await send(portOf(listening), '/healthz')).status).toBe(200);
    await expectCleanStop(server, 'SIGTERM');
  });

  it('reports that its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const port = String((other.address() as AddressInfo).port);
    const server = start({ POSTERN_SERVER_PORT: port, POSTERN_SERVER_DATA_DIR: temporaryFolder() });
    expect(await server.event('start-failed')).toMatchObject({
      code: 'EADDRINUSE',
      hint: expect.stringContaining('POSTERN_SERVER_PORT') as string,
    });
    expect(await server.exit).toBe(1);
  });

  it('lists every fault of its configuration and exits with 78 (EX_CONFIG)', async () => {
    const server = start({ POSTERN_MODE: 'production', POSTERN_SERVER_HOST: '0.0.0.0', POSTERN_SERVER_COLOUR: 'blue' });
    const refused = await server.event('config-refused');
    expect((refused['faults'] as Line[]).map((fault) => fault['variable'])).toEqual(
      expect.arrayContaining([
        'POSTERN_SERVER_KEY_PROVIDER',
        'POSTERN_SERVER_HOST',
        'POSTERN_SERVER_COLOUR',
      ]) as string[],
    );
    expect(await server.exit).toBe(78);
  });

  it('stops when another program writes its ledger, and can be started again; SIGINT stops it cleanly', async () => {
    const dataDir = temporaryFolder();
    await enrolTestKiosk(dataDir);
    const kiosk = testKiosk();
    const environment = { POSTERN_SERVER_PORT: '0', POSTERN_SERVER_DATA_DIR: dataDir };
    const server = start(environment);
    const listening = await server.event('listening');
    expect((await post(portOf(listening), kiosk.next().wire)).status).toBe(201);
    const other = await openServerLog(
      { dataDir },
      { origin: 'localhost/postern', ratchetDir: dataDir, policy: undefined },
      ledgerKeyFile(dataDir),
    );
    const sequencer = await Sequencer.open(other);
    const foreign = { event: new Uint8Array(16), entry: new Uint8Array(35) };
    const { knex } = await openDatabase({ dataDir });
    await insertOpenings(knex, [
      {
        ...foreign,
        subject: 'foreign',
        type: 'act',
        salt: new Uint8Array(32),
        payload: new Uint8Array(1),
        writer: null,
        number: null,
        code: null,
      },
    ]);
    await knex.destroy();
    expect(await sequencer.submit(foreign)).toBeGreaterThan(0);
    await sequencer.close();
    await other.database.close();
    await other.ratchet.close();
    const report = kiosk.next();
    // Work in the background may have written before, and has then stopped the server
    const refused = await post(portOf(listening), report.wire).catch(() => undefined);
    if (refused !== undefined) expect(refused.status).toBe(503);
    expect(await server.exit).toBe(1);
    expect(server.lines).toContainEqual(
      expect.objectContaining({ event: 'fault', where: 'ledger', code: 'head-moved' }),
    );
    const again = start(environment);
    expect((await post(portOf(await again.event('listening')), report.wire)).status).toBe(200);
    await expectCleanStop(again, 'SIGINT');
  });
});

describe('enrol program', () => {
  it('prints the server’s public key, is idempotent while the server runs, and refuses another key for a known kiosk', async () => {
    const dataDir = temporaryFolder();
    const first = await enrolTestKiosk(dataDir);
    expect(first).toMatchObject({ code: 0, answer: { kind: 'enrolled' } });
    const server = start({ POSTERN_SERVER_PORT: '0', POSTERN_SERVER_DATA_DIR: dataDir });
    const { serverPublicKey } = await server.event('listening');
    expect(await enrolTestKiosk(dataDir)).toEqual({ code: 0, answer: { kind: 'unchanged', serverPublicKey } });
    expect(first.answer['serverPublicKey']).toBe(serverPublicKey);
    expect(await enrolTestKiosk(dataDir, 8)).toEqual({ code: 1, answer: { kind: 'refused', code: 'other-key' } });
  });

  it('names missing arguments', async () => {
    const dataDir = temporaryFolder();
    const { code, answer } = await enrol(dataDir, '--kiosk', 'x');
    expect(code).toBe(64);
    expect((answer['faults'] as Line[]).map((fault) => fault['path'])).toEqual(['kiosk', 'site', 'lane', 'public-key']);
    for (const args of [['--public-key'], ['--public-key', '--evidence-url', 'http://127.0.0.1:1']]) {
      expect((await enrol(dataDir, ...args)).answer).toMatchObject({
        code: 'usage',
        faults: [{ path: 'public-key', message: 'the option --public-key has no value' }],
      });
    }
    expect(await enrol(dataDir, '--what')).toMatchObject({ code: 64, answer: { code: 'usage' } });
  });
});
