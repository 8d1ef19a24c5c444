import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { openDatabase } from '../../../server/platform/database/database.ts';
import { openLedgerDatabase } from '../../../server/platform/database/ledger-database.ts';
import { PostgresAddress } from '../../../server/platform/database/postgres-address.ts';
import { grantRights } from '../../../server/platform/database/rights/grant-rights.ts';
import { clusterIn, makeCluster, makeFolder, startCluster, type Cluster } from './cluster.ts';

/** A database with current schemas and the accounts' rights: copying it is faster than making one. */
export const TEMPLATE = 'postern_template';
/** The accounts of a running server and of backups. */
export const ACCOUNTS = { server: 'postern_server', reader: 'postern_reader' } as const;

const READY_WITHIN_MS = 280_000;

/** The cluster that all tests of this run share, started by the first that needs it. */
export async function sharedCluster(): Promise<Cluster> {
  const { folder, runner } = inject('postgres');
  const cluster = join(folder, 'cluster');
  const ready = join(folder, 'ready');
  const failed = join(folder, 'failed');
  if (claims(join(folder, 'claimed'))) {
    try {
      return await startShared(folder, cluster, runner, ready);
    } catch (error) {
      writeFileSync(failed, '');
      throw error;
    }
  }
  for (const from = performance.now(); !existsSync(ready); await sleep(25)) {
    if (existsSync(failed) || performance.now() - from > READY_WITHIN_MS) {
      throw new Error('the tests’ PostgreSQL did not start; see the first test that needed it');
    }
  }
  return clusterIn(cluster);
}

async function startShared(folder: string, cluster: string, runner: number, ready: string): Promise<Cluster> {
  chmodSync(folder, 0o755);
  await makeCluster(makeFolder(cluster));
  // The folder is temporary, so nothing must survive a crash; other tests check durability.
  const started = await startCluster(cluster, { owner: runner, settings: { fsync: 'off', max_connections: '200' } });
  const roles = Object.values(ACCOUNTS).map((account) => `create role ${account} login`);
  await started.execute('postgres', ...roles, `create database ${TEMPLATE}`);
  const place = { dataDir: folder, postgres: addressOf(started, TEMPLATE) };
  const { knex } = await openDatabase(place);
  await (await openLedgerDatabase(place, { create: true })).close();
  await grantRights(knex, ACCOUNTS);
  await knex.destroy();
  writeFileSync(ready, '');
  return started;
}

export function addressOf(cluster: Cluster, database: string, account?: string): PostgresAddress {
  const address = PostgresAddress.parse(cluster.url(database, account));
  if (address === undefined) throw new Error('the tests’ PostgreSQL has an invalid address');
  return address;
}

/** Returns `true` to exactly one caller. */
function claims(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
