/** A crash of the server or its database during many deliveries: every report with a receipt is stored exactly once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReceipt } from '../../server/contract/receipt.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { PostgresAddress } from '../../server/platform/database/postgres-address.ts';
import { EXTENT } from '../support/extent.ts';
import { clusterIn, endCluster, makeCluster, startCluster } from '../support/postgres/cluster.ts';
import { installedPostgres } from '../support/postgres/installed-postgres.ts';
import { send } from './fixtures/running-server.ts';
import { enrolTestKiosk, fsckProcess, portOf, postReport, startProcess } from './fixtures/server-process.ts';
import { signIn } from '../support/signed-in.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';
import { testKiosk } from './fixtures/test-kiosk.ts';

const REPORTS = 60;
/** In the middle: some reports have receipts, some are being written, some wait. */
const KILLED_AFTER = 15;

type Environment = Record<string, string>;

/** Delivers reports, calls `kill` in the middle, restarts, delivers all again, and checks the result. */
async function killInTheMiddle(
  environment: Environment,
  kill: (server: { kill(): void }) => Promise<void>,
  { survives = false } = {},
) {
  const enrolled = await enrolTestKiosk(environment);
  const serverKey = new Uint8Array(Buffer.from(String(enrolled.answer['serverPublicKey']), 'hex'));
  const kiosk = testKiosk();
  const reports = Array.from({ length: REPORTS }, () => kiosk.next());
  const first = startProcess({ ...environment, POSTERN_SERVER_PORT: '0' });
  const firstPort = portOf(await first.event('listening'));
  const given = new Map<number, string>();
  let killing: Promise<void> | undefined;
  const deliveries = reports.map(async (report) => {
    const answer = await postReport(firstPort, report.wire).catch(() => undefined);
    if (answer?.status === 201) given.set(report.sequence, answer.text);
    if (given.size >= KILLED_AFTER) killing ??= kill({ kill: () => first.kill('SIGKILL') });
  });
  await Promise.all(deliveries);
  await killing;
  if (survives) {
    await first.event('resumed');
    for (const { wire } of reports) expect([200, 201]).toContain((await postReport(firstPort, wire)).status);
    expect(first.lines.map(({ event }) => event)).not.toContain('stopping');
    expect((await send(firstPort, '/readyz')).status).toBe(200);
    first.kill('SIGTERM');
  }
  await first.exit;
  expect(given.size).toBeGreaterThanOrEqual(KILLED_AFTER);

  const second = startProcess({ ...environment, POSTERN_SERVER_PORT: '0' });
  const port = portOf(await second.event('listening'));
  for (const report of reports) {
    const answer = await postReport(port, report.wire);
    expect([200, 201]).toContain(answer.status);
    const before = given.get(report.sequence);
    if (before !== undefined) expect(answer.text).toBe(before);
    expect(openReceipt(answer.body, serverKey, { kioskId: kiosk.id, ...report }).kind).toBe('valid');
  }
  const officer = await signIn(`http://127.0.0.1:${port}`, 'officer');
  const page = await officer.json<{ feedPosition: number }>(`/v1/outcomes?after=${REPORTS - 20}`);
  expect(page.feedPosition).toBe(REPORTS);
  second.kill('SIGTERM');
  expect(await second.exit).toBe(0);
  // The ledger contains each report once, wherever the crash happened.
  expect(await fsckProcess(environment)).toMatchObject({ kind: 'sound', faults: [] });
}

async function subjectsIn(place: Parameters<typeof openDatabase>[0]): Promise<string[]> {
  const { knex } = await openDatabase(place);
  const subjects: string[] = await knex('ledger_openings').where({ type: 'report' }).pluck('subject');
  await knex.destroy();
  return subjects;
}

const once = (subjects: readonly string[]) => [subjects.length, new Set(subjects).size];

describe('acknowledged reports are not lost', { timeout: 300_000 }, () => {
  it('when the server is killed, on SQLite', async () => {
    const dataDir = temporaryFolder();
    await killInTheMiddle({ POSTERN_SERVER_DATA_DIR: dataDir }, async (server) => server.kill());
    expect(once(await subjectsIn({ dataDir }))).toEqual([REPORTS, REPORTS]);
  });

  describe.skipIf(EXTENT === 'main' || installedPostgres() === undefined)('and on PostgreSQL', () => {
    let folder: string;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'postern-pg-'));
      await makeCluster(folder);
      await startCluster(folder);
    });
    afterAll(async () => {
      await endCluster(folder);
      rmSync(folder, { recursive: true, force: true });
    });

    async function databaseOf(name: string) {
      const cluster = clusterIn(folder);
      await cluster.execute('postgres', `create database ${name}`);
      const url = cluster.url(name);
      const dataDir = temporaryFolder();
      return {
        place: { dataDir, postgres: PostgresAddress.parse(url) },
        environment: { POSTERN_SERVER_DATA_DIR: dataDir, POSTERN_SERVER_DATABASE_URL: url },
      };
    }

    it('when the server is killed', async () => {
      const { environment, place } = await databaseOf('one');
      await killInTheMiddle(environment, async (server) => server.kill());
      expect(once(await subjectsIn(place))).toEqual([REPORTS, REPORTS]);
    });

    it('when the database is killed and restarted: the server pauses, and goes on', async () => {
      const { environment, place } = await databaseOf('two');
      await killInTheMiddle(
        environment,
        async () => {
          await endCluster(folder, 'SIGKILL');
          await startCluster(folder);
        },
        { survives: true },
      );
      expect(once(await subjectsIn(place))).toEqual([REPORTS, REPORTS]);
    });
  });
});
