/** The programs as they are run: separate processes, real signals, a real crash. */
import { execFile, spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openReceipt } from '../../server/contract/receipt.ts';
import { Sequencer } from '../../server/ledger/log/sequencer.ts';
import { openServerLog } from '../../server/ledger/server-ledger.ts';
import { openDatabase } from '../../server/store/database.ts';
import { send } from './fixtures/running-server.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';
import { testKiosk } from './fixtures/test-kiosk.ts';

const MAIN = fileURLToPath(new URL('../../server/main.js', import.meta.url));
const LEDGER = fileURLToPath(new URL('../../server/ledger/cli/main.js', import.meta.url));
const ENROL = fileURLToPath(new URL('../../server/enrol.js', import.meta.url));
const run = promisify(execFile);

type Line = Readonly<Record<string, unknown>>;

interface Process {
  /** The first line that is this event. */
  event(name: string): Promise<Line>;
  readonly lines: readonly Line[];
  kill(signal: NodeJS.Signals): void;
  readonly exit: Promise<number | null>;
}

function start(environment: Record<string, string>): Process {
  const child = spawn(process.execPath, [MAIN], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: Line[] = [];
  const waiting: (() => void)[] = [];
  let rest = '';
  child.stdout.on('data', (data: Buffer) => {
    const parts = (rest + data.toString()).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) lines.push(JSON.parse(part) as Line);
    for (const look of waiting) look();
  });
  const exit = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  return {
    lines,
    exit,
    kill: (signal) => void child.kill(signal),
    event: (name) =>
      new Promise((resolve) => {
        const look = () => {
          const line = lines.find((one) => one['event'] === name);
          if (line !== undefined) resolve(line);
        };
        waiting.push(look);
        look();
      }),
  };
}

const portOf = (line: Line) => Number(new URL(String(line['url'])).port);
const post = (port: number, body: Uint8Array) =>
  send(port, '/v1/reports', { method: 'POST', headers: { 'content-type': 'application/json' }, body });

async function enrol(dataDir: string, ...args: string[]) {
  const environment = { POSTERN_SERVER_DATA_DIR: dataDir };
  return run(process.execPath, [ENROL, ...args], { env: environment }).then(
    ({ stdout }) => ({ code: 0, answer: JSON.parse(stdout) as Line }),
    (error: { code: number; stdout: string }) => ({ code: error.code, answer: JSON.parse(error.stdout) as Line }),
  );
}

const enrolTestKiosk = (dataDir: string, seed = 7) =>
  enrol(
    dataDir,
    '--kiosk',
    'north-1',
    '--site',
    'north',
    '--lane',
    'a',
    '--public-key',
    testKiosk(undefined, seed).publicKeyHex,
  );

describe('the server as a program', () => {
  it('says where it listens and stops cleanly when asked', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const server = start({ POSTERN_SERVER_PORT: '0', POSTERN_SERVER_DATA_DIR: temporaryFolder() });
      const listening = await server.event('listening');
      expect(listening['url']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(listening['serverPublicKey']).toMatch(/^[0-9a-f]{64}$/);
      expect(listening['database']).toMatch(/^SQLite 3\./);
      expect((await send(portOf(listening), '/healthz')).status).toBe(200);
      const asked = performance.now();
      server.kill(signal);
      expect(await server.exit).toBe(0);
      expect(performance.now() - asked).toBeLessThan(5_000);
      expect(server.lines.at(-1)).toMatchObject({ event: 'stopped', clean: true });
    }
  });

  it('says plainly that its port is taken', async () => {
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

  it('lists what is wrong with its configuration and exits with 78 (EX_CONFIG)', async () => {
    const server = start({ POSTERN_MODE: 'production', POSTERN_SERVER_HOST: '0.0.0.0', POSTERN_SERVER_COLOUR: 'blue' });
    const refused = await server.event('config-refused');
    expect((refused['faults'] as Line[]).map((fault) => fault['variable'])).toEqual(
      expect.arrayContaining(['POSTERN_MODE', 'POSTERN_SERVER_HOST', 'POSTERN_SERVER_COLOUR']) as string[],
    );
    expect(await server.exit).toBe(78);
  });

  it('stops, to be started again, when another program writes its ledger', async () => {
    const dataDir = temporaryFolder();
    await enrolTestKiosk(dataDir);
    const kiosk = testKiosk();
    const environment = { POSTERN_SERVER_PORT: '0', POSTERN_SERVER_DATA_DIR: dataDir };
    const server = start(environment);
    const listening = await server.event('listening');
    expect((await post(portOf(listening), kiosk.next().wire)).status).toBe(201);
    const other = await openServerLog(dataDir, { origin: 'localhost/postern', ratchetDir: dataDir, policy: undefined });
    const sequencer = await Sequencer.open(other);
    expect(await sequencer.submit({ event: new Uint8Array(16), entry: new Uint8Array(35) })).toBe(1);
    await sequencer.close();
    await other.database.close();
    await other.ratchet.close();
    const report = kiosk.next();
    expect((await post(portOf(listening), report.wire)).status).toBe(503);
    expect(await server.exit).toBe(1);
    expect(server.lines).toContainEqual(
      expect.objectContaining({ event: 'fault', where: 'ledger', code: 'head-moved' }),
    );
    const again = start(environment);
    expect((await post(portOf(await again.event('listening')), report.wire)).status).toBe(200);
    again.kill('SIGTERM');
    expect(await again.exit).toBe(0);
  });

  it('killed in the middle of many deliveries has kept every receipt it gave', async () => {
    const dataDir = temporaryFolder();
    await enrolTestKiosk(dataDir);
    const kiosk = testKiosk();
    const reports = Array.from({ length: 150 }, () => kiosk.next());
    const environment = { POSTERN_SERVER_PORT: '0', POSTERN_SERVER_DATA_DIR: dataDir };
    const first = start(environment);
    const listening = await first.event('listening');
    const serverKey = new Uint8Array(Buffer.from(String(listening['serverPublicKey']), 'hex'));
    const given = new Map<number, string>();
    const deliveries = reports.map((report) =>
      post(portOf(listening), report.wire).then(
        (answer) => {
          if (answer.status === 201) given.set(report.sequence, answer.text);
          // In the middle: some have their receipts, some are being written, some wait.
          if (given.size === 20) first.kill('SIGKILL');
        },
        () => undefined,
      ),
    );
    await Promise.all(deliveries);
    await first.exit;
    expect(given.size).toBeGreaterThanOrEqual(20);

    const second = start(environment);
    const port = portOf(await second.event('listening'));
    for (const report of reports) {
      const answer = await post(port, report.wire);
      expect([200, 201]).toContain(answer.status);
      const before = given.get(report.sequence);
      if (before !== undefined) expect(answer.text).toBe(before);
      expect(openReceipt(answer.body, serverKey, { kioskId: kiosk.id, ...report }).kind).toBe('valid');
    }
    const page = JSON.parse((await send(port, '/v1/outcomes?after=100')).text) as { feedPosition: number };
    expect(page.feedPosition).toBe(150);
    second.kill('SIGTERM');
    expect(await second.exit).toBe(0);
    // In the ledger each report stands once, whatever the crash fell between.
    const { stdout } = await run(process.execPath, [LEDGER, 'fsck'], { env: { POSTERN_SERVER_DATA_DIR: dataDir } });
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'sound', faults: [] });
    const { knex } = await openDatabase({ dataDir });
    const subjects: string[] = await knex('ledger_openings').where({ type: 'report' }).pluck('subject');
    await knex.destroy();
    expect([subjects.length, new Set(subjects).size]).toEqual([150, 150]);
  });
});

describe('enrolling as a program', () => {
  it('prints the server’s public key and is idempotent, also while the server runs', async () => {
    const dataDir = temporaryFolder();
    const first = await enrolTestKiosk(dataDir);
    expect(first).toMatchObject({ code: 0, answer: { kind: 'enrolled' } });
    const server = start({ POSTERN_SERVER_PORT: '0', POSTERN_SERVER_DATA_DIR: dataDir });
    const { serverPublicKey } = await server.event('listening');
    expect(await enrolTestKiosk(dataDir)).toEqual({ code: 0, answer: { kind: 'unchanged', serverPublicKey } });
    expect(first.answer['serverPublicKey']).toBe(serverPublicKey);
  });

  it('refuses another key for a kiosk that is known', async () => {
    const dataDir = temporaryFolder();
    await enrolTestKiosk(dataDir);
    expect(await enrolTestKiosk(dataDir, 8)).toEqual({ code: 1, answer: { kind: 'refused', code: 'other-key' } });
  });

  it('names what is missing', async () => {
    const dataDir = temporaryFolder();
    const { code, answer } = await enrol(dataDir, '--kiosk', 'x');
    expect(code).toBe(64);
    expect((answer['faults'] as Line[]).map((fault) => fault['path'])).toEqual(['kiosk', 'site', 'lane', 'public-key']);
    expect(await enrol(dataDir, '--what')).toMatchObject({ code: 64, answer: { code: 'usage' } });
  });
});
