/** Two servers on one PostgreSQL database under load. The working one is displaced again and again. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, onTestFinished } from 'vitest';
import type { StorePlace } from '../../../../server/platform/database/place.ts';
import { parseVkey } from '../../../../server/platform/transparency/note/vkey.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { fsck } from '../../../../server/records/ledger/fsck.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { placeIn } from '../../fixtures/engines.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { testKiosk, type TestKiosk } from '../../fixtures/test-kiosk.ts';

const LOCK = 0x706f_7375;

export async function ownClient({ postgres }: StorePlace): Promise<pg.Client> {
  const client = new pg.Client({ ...postgres!.login() });
  client.on('error', () => undefined);
  await client.connect();
  onTestFinished(() => client.end().catch(() => undefined));
  return client;
}

async function waitingServers(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `select count(*) from pg_stat_activity where application_name = 'postern node lock' and datname = current_database()`,
  );
  return Number(rows[0]?.count);
}

/** Ends the connection that holds the lock, and lets another server begin to work before the lock is free again. */
async function displace(place: StorePlace, client: pg.Client): Promise<void> {
  const other = await ownClient(place);
  const locked = other.query('select pg_advisory_lock($1)', [LOCK]);
  await expect
    .poll(
      async () => (await client.query("select 1 from pg_locks where locktype = 'advisory' and not granted")).rowCount,
    )
    .toBeGreaterThan(0);
  await client.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and objid = $1
     and database = (select oid from pg_database where datname = current_database())`,
    [LOCK],
  );
  await locked;
  await other.query('update feed set fence = fence + 1');
  await other.end();
}

interface Sender {
  readonly kiosk: TestKiosk;
  accepted: number;
  stop: boolean;
}

/** Sends reports one after another, each until a server has accepted it. */
async function send(sender: Sender, server: () => RunningServer): Promise<void> {
  while (!sender.stop) {
    const { wire } = sender.kiosk.next();
    for (;;) {
      const status = await server()
        .post('/v1/reports', wire)
        .then((answer) => answer.status)
        .catch(() => undefined);
      if (status === 200 || status === 201) break;
      if (status !== undefined && status !== 503) expect.fail(`a report was answered with ${status}`);
      await sleep(20);
    }
    sender.accepted += 1;
  }
}

export async function takeOverUnderLoad(times: number): Promise<void> {
  const dataDir = temporaryFolder();
  const place = await placeIn(dataDir);
  const client = await ownClient(place);
  let working = await runServer({ dataDir });
  const senders: Sender[] = [];
  for (let at = 0; at < 4; at += 1) {
    const kiosk = testKiosk(kioskIdSchema.parse(`lane-${at}`), 20 + at);
    await working.enrol(kiosk);
    senders.push({ kiosk, accepted: 0, stop: false });
  }
  const sending = Promise.all(senders.map((sender) => send(sender, () => working)));
  for (let time = 0; time < times; time += 1) {
    const before = working;
    const standby = runServer({ dataDir });
    await expect.poll(() => waitingServers(client), { timeout: 60_000 }).toBe(2);
    const size = before.ledger.size();
    await expect.poll(() => before.ledger.size(), { timeout: 60_000 }).toBeGreaterThan(size);
    await displace(place, client);
    const displaced = before.displaced.then(() => before.close());
    working = await standby;
    await displaced;
    expect(before.log.filter((line) => line.includes('tables-differ'))).toEqual([]);
    expect(working.ledger.differences()).toEqual([]);
  }
  for (const sender of senders) sender.stop = true;
  await sending;
  const { knex } = working.database;
  const reports = (await knex('reports').count({ count: '*' }).first()) as { count: unknown };
  expect(Number(reports.count)).toBe(senders.reduce((sum, { accepted }) => sum + accepted, 0));
  await working.ledger.settle();
  // A busy start compares the tables that give rights some seconds later
  await expect.poll(() => working.ledger.tablesAgree()).toBe(true);
  const { reader } = working.ledger.database;
  const report = await fsck({ log: reader, openings: knex, key: parseVkey(working.ledger.vkey), policy: undefined });
  expect(report.faults).toEqual([]);
}
