/** The backup program in its own process: exit codes, kills, full disks. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import type { StorePlace } from '../../../../server/platform/database/place.ts';
import { engine, environmentOf, placeIn } from '../../fixtures/engines.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const MAIN = join(projectRoot(), '.build/server/main/commands/backup.js');
const REPORTS = 60;
/** Enough space for SQLite's shared memory, but not for a backup of these reports or for the tables. */
const LITTLE_KIB = 64;

const environment = (place: StorePlace) => ({
  ...environmentOf(place),
  POSTERN_SERVER_LEDGER_ORIGIN: 'log.example/test',
});

interface Told {
  readonly code: number;
  readonly answer: Readonly<Record<string, unknown>>;
}

async function backup(place: StorePlace, ...args: string[]): Promise<Told> {
  return told(execute(process.execPath, [MAIN, ...args], { env: environment(place) }));
}

/** Limits the size of files, so that writes fail as on a full disk. */
async function backupWithin(kib: number, place: StorePlace, ...args: string[]): Promise<Told> {
  const script = `trap '' XFSZ; ulimit -f ${kib}; exec "$0" "$@"`;
  return told(execute('bash', ['-c', script, process.execPath, MAIN, ...args], { env: environment(place) }));
}

const execute = promisify(execFile);

async function told(run: Promise<{ stdout: string }>): Promise<Told> {
  const { code, stdout } = await run.then(
    (done) => ({ code: 0, ...done }),
    (error: { code: number; stdout: string }) => error,
  );
  return { code, answer: JSON.parse(stdout === '' ? '{}' : stdout) as Told['answer'] };
}

/** A server where a lane has reported, a key pair, and one backup made while it ran. */
async function backUp() {
  let end = () => Promise.resolve();
  const server = await runServer({
    dataDir: mkdtempSync(join(tmpdir(), 'postern-backup-')),
    onEnd: (close) => (end = close),
  });
  const place = await placeIn(server.dataDir);
  const kiosk = testKiosk();
  await server.enrol(kiosk);
  const reports = Array.from({ length: REPORTS }, () => kiosk.next().wire);
  const receipts = await deliver(server, reports);
  const keys = join(server.dataDir, 'aside');
  mkdirSync(keys);
  const identity = join(keys, 'identity');
  const recipient = join(keys, 'recipient');
  const { stdout } = await execute(process.execPath, [MAIN, 'key', identity], { env: environment(place) });
  writeFileSync(recipient, stdout);
  const folder = join(keys, 'backups');
  const created = await backup(place, 'create', folder, '--recipient', recipient);
  expect(created).toMatchObject({ code: 0, answer: { kind: 'created' } });
  const file = join(folder, String(created.answer['file']));
  /** An empty place with the keys, which no backup contains. */
  const emptyPlace = async () => {
    const there = await engine.emptyPlace();
    for (const key of ['server-signing-key', 'ledger-signing-key', 'people-key']) {
      copyFileSync(join(server.dataDir, key), join(there.dataDir, key));
    }
    return there;
  };
  return { server, end: () => end(), place, reports, receipts, keys, identity, recipient, folder, file, emptyPlace };
}

let world: Awaited<ReturnType<typeof backUp>>;
beforeAll(async () => {
  world = await backUp();
});
afterAll(async () => {
  await world.end();
  rmSync(world.server.dataDir, { recursive: true, force: true });
});

async function deliver(server: RunningServer, reports: readonly Uint8Array[]): Promise<string[]> {
  const receipts: string[] = [];
  for (const wire of reports) receipts.push((await server.post('/v1/reports', wire)).text);
  return receipts;
}

const leftovers = ({ dataDir }: StorePlace) => readdirSync(dataDir).filter((name) => !name.endsWith('-key'));

describe('the backup program', () => {
  it('makes, lists, verifies and restores: the next server continues', async () => {
    const { place, reports, receipts, identity, folder, file, emptyPlace } = world;
    expect(statSync(identity).mode & 0o077).toBe(0);
    expect(await backup(place, 'list', folder)).toMatchObject({
      code: 0,
      answer: { backups: expect.arrayContaining([expect.objectContaining({ bytes: statSync(file).size })]) as unknown },
    });
    expect(await backup(place, 'verify', file, '--identity', identity)).toMatchObject({
      ...{ code: 0, answer: { kind: 'sound', reports: REPORTS, waiting: 0 } },
    });
    const there = await emptyPlace();
    expect(await backup(there, 'restore', file, '--identity', identity)).toMatchObject({
      ...{ code: 0, answer: { kind: 'restored', reports: REPORTS, ratchet: 'made', silentWitnesses: [] } },
    });
    const again = await runServer({ dataDir: there.dataDir });
    expect(await deliver(again, reports)).toEqual(receipts);
  });

  it('refuses another key, a key that others can read, and a file that is cut off, altered or not a backup, and changes nothing', async () => {
    const { keys, identity, file, emptyPlace } = world;
    const there = await emptyPlace();
    const refused = async (path: string, key: string, code: string) =>
      expect(await backup(there, 'restore', path, '--identity', key)).toMatchObject({
        ...{ code: 1, answer: { kind: 'refused', code } },
      });
    const other = join(keys, 'other');
    await execute(process.execPath, [MAIN, 'key', other], { env: environment(there) });
    await refused(file, other, 'other-recipient');
    const exposed = join(keys, 'exposed');
    copyFileSync(identity, exposed);
    chmodSync(exposed, 0o644);
    await refused(file, exposed, 'malformed-key');
    const whole = readFileSync(file);
    const spoilt = join(keys, 'spoilt');
    for (const length of [0, 1_100]) {
      writeFileSync(spoilt, whole.subarray(0, length));
      expect((await backup(there, 'restore', spoilt, '--identity', identity)).answer['code']).toMatch(
        /^(not-a-backup|truncated)$/,
      );
    }
    writeFileSync(spoilt, whole.subarray(0, whole.length - 1));
    await refused(spoilt, identity, 'damaged');
    whole[whole.length >> 1]! ^= 1;
    writeFileSync(spoilt, whole);
    await refused(spoilt, identity, 'damaged');
    await refused(join(keys, 'absent'), identity, 'unavailable');
    expect(leftovers(there)).toEqual([]);
    expect(await backup(there, 'restore', file, '--identity', identity)).toMatchObject({ code: 0 });
  });

  it('does not restore over a database, even an empty one', async () => {
    const { server, place, identity, file } = world;
    const empty = await runServer();
    await empty.close();
    for (const taken of [place, await placeIn(empty.dataDir)]) {
      expect(
        await backup(taken, 'restore', file, '--identity', identity, '--ledger-key', server.ledgerKey),
      ).toMatchObject({
        ...{ code: 1, answer: { code: 'not-empty' } },
      });
    }
    expect((await server.ask('/readyz')).status).toBe(200);
  });

  it('without space leaves neither a complete-looking backup nor a partial database', async () => {
    const { place, recipient, identity, folder, file, emptyPlace } = world;
    const before = readdirSync(folder);
    expect(await backupWithin(LITTLE_KIB, place, 'create', folder, '--recipient', recipient)).toMatchObject({
      ...{ code: 1, answer: { code: 'unavailable' } },
    });
    expect(readdirSync(folder)).toEqual(before);
    const whole = await emptyPlace();
    expect(await backup(whole, 'restore', file, '--identity', identity)).toMatchObject({ code: 0 });
    const largest = Math.max(...leftovers(whole).map((name) => statSync(join(whole.dataDir, name)).size));
    const there = await emptyPlace();
    // The disk is full while the tables are made, and at the last rows
    const rooms = whole.postgres === undefined ? [LITTLE_KIB, Math.floor(largest / 1_024) - 4] : [LITTLE_KIB];
    for (const kib of rooms) {
      expect(await backupWithin(kib, there, 'restore', file, '--identity', identity)).toMatchObject({
        ...{ code: 1, answer: { code: 'unavailable' } },
      });
      expect(leftovers(there)).toEqual([]);
    }
    expect(await backup(there, 'restore', file, '--identity', identity)).toMatchObject({ code: 0 });
  });

  it('killed during a restore leaves nothing restored, and the next run removes the unpacked files', async () => {
    const { keys, identity, file, emptyPlace } = world;
    const there = await emptyPlace();
    const pipe = join(keys, 'pipe');
    execFileSync('/usr/bin/mkfifo', [pipe]);
    const child = spawn(process.execPath, [MAIN, 'restore', pipe, '--identity', identity], { env: environment(there) });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    const half = createWriteStream(pipe);
    half.on('error', () => undefined);
    const whole = readFileSync(file);
    half.write(whole.subarray(0, whole.length - 100));
    const unpacked = () => readdirSync(there.dataDir).find((name) => name.startsWith('.unpacked'));
    while (unpacked() === undefined) await sleep(10);
    await sleep(100);
    child.kill('SIGKILL');
    await gone;
    half.destroy();
    expect(leftovers(there)).toEqual([unpacked()]);
    expect(await backup(there, 'restore', file, '--identity', identity)).toMatchObject({ code: 0 });
    expect(unpacked()).toBeUndefined();
  });

  it('killed during a backup leaves a complete file, or none of that name', async () => {
    const { place, recipient, identity, folder } = world;
    const child = spawn(process.execPath, [MAIN, 'create', folder, '--recipient', recipient], {
      env: environment(place),
    });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    while (child.exitCode === null && !readdirSync(folder).some((name) => name.endsWith('.draft'))) await sleep(1);
    child.kill('SIGKILL');
    await gone;
    const { answer } = await backup(place, 'list', folder);
    for (const { file } of answer['backups'] as { file: string }[]) {
      expect(await backup(place, 'verify', join(folder, file), '--identity', identity)).toMatchObject({ code: 0 });
    }
    expect(await backup(place, 'create', folder, '--recipient', recipient)).toMatchObject({ code: 0 });
  });

  it('reports wrong arguments', async () => {
    const place = await engine.emptyPlace();
    for (const args of [[], ['create', 'x'], ['burn', 'x']]) {
      expect(await backup(place, ...args)).toEqual({ code: 64, answer: {} });
    }
    const misspelt = execute(process.execPath, [MAIN, 'list', 'x'], {
      env: { ...environment(place), POSTERN_SERVER_BACKUPS: '1' },
    });
    expect(await told(misspelt)).toMatchObject({ code: 78, answer: { code: 'config' } });
    expect(await backup(place, 'list', join(place.dataDir, 'absent'))).toMatchObject({
      code: 1,
      answer: { code: 'unavailable' },
    });
    const recipient = join(place.dataDir, 'recipient');
    expect(await backup(place, 'create', place.dataDir, '--recipient', recipient)).toMatchObject({ code: 1 });
  });
});
