import type { Connection } from '../connection.ts';
import { connectDatabase, openDatabase } from '../database.ts';
import { openLedgerDatabase } from '../ledger-database.ts';
import type { StorePlace } from '../place.ts';
import { type Accounts, grantRights } from './grant-rights.ts';
import { judgeRights, type RightsFault } from './judge-rights.ts';

/** Run as the owner of a PostgreSQL database: migrates both schemas and grants the accounts their rights. Resolves to the remaining faults. */
export async function prepareAccounts(place: StorePlace, accounts: Accounts): Promise<RightsFault[]> {
  const { knex } = await openDatabase(place);
  try {
    await (await openLedgerDatabase(place, { create: true })).close();
    await grantRights(knex, accounts);
    return await judge(knex, accounts);
  } finally {
    await knex.destroy();
  }
}

/** Resolves to rights that the accounts have in excess or lack. */
export async function checkAccounts(place: StorePlace, accounts: Accounts): Promise<RightsFault[]> {
  const database = connectDatabase(place);
  try {
    return await judge(database, accounts);
  } finally {
    await database.destroy();
  }
}

async function judge(database: Connection, { server, reader }: Accounts): Promise<RightsFault[]> {
  const faults = await judgeRights(database, server, 'server');
  return reader === undefined ? faults : [...faults, ...(await judgeRights(database, reader, 'reader'))];
}
