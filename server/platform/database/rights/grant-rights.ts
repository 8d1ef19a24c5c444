import { textColumn } from '../column.ts';
import type { Connection, Transaction } from '../connection.ts';
import { LEDGER_SCHEMA } from '../ledger-database.ts';
import { LEDGER_RIGHTS, type SchemaRights, SERVER_RIGHTS } from './rights.ts';

export const SCHEMAS: Readonly<Record<string, SchemaRights>> = {
  public: SERVER_RIGHTS,
  [LEDGER_SCHEMA]: LEDGER_RIGHTS,
};

export interface Accounts {
  /** The running server's account. */
  readonly server: string;
  /** An account that only reads: for backups and the ledger's commands. */
  readonly reader?: string;
}

/**
 * Grants the accounts the rights in `rights.ts` and revokes all others from them and from PUBLIC, in one transaction. Run as the owner of
 * the database and its tables, with an up-to-date schema.
 */
export async function grantRights(owner: Connection, { server, reader }: Accounts): Promise<void> {
  await owner.transaction(async (transaction) => {
    const accounts = reader === undefined ? [server] : [server, reader];
    const row: unknown = await transaction.select(transaction.raw('current_database() as name')).first();
    const database = textColumn((row as { name: unknown }).name);
    await transaction.raw('revoke all on database ?? from public', [database]);
    for (const account of accounts) {
      await transaction.raw('revoke all on database ?? from ??', [database, account]);
      await transaction.raw('grant connect on database ?? to ??', [database, account]);
    }
    for (const [schema, rights] of Object.entries(SCHEMAS)) {
      await transaction.raw('revoke all on schema ?? from public', [schema]);
      for (const what of ['tables', 'sequences']) {
        await transaction.raw(`revoke all on all ${what} in schema ?? from public`, [schema]);
        for (const account of accounts)
          await transaction.raw(`revoke all on all ${what} in schema ?? from ??`, [schema, account]);
      }
      for (const account of accounts) {
        await transaction.raw('revoke all on schema ?? from ??', [schema, account]);
        await transaction.raw('grant usage on schema ?? to ??', [schema, account]);
        await transaction.raw('grant select on all tables in schema ?? to ??', [schema, account]);
      }
      await grantWrites(transaction, schema, rights, server);
    }
  });
}

async function grantWrites(
  transaction: Transaction,
  schema: string,
  rights: SchemaRights,
  account: string,
): Promise<void> {
  for (const [table, { insert, update = [], delete: deletes }] of Object.entries(rights)) {
    const name = `${schema}.${table}`;
    if (insert === true) await transaction.raw('grant insert on ?? to ??', [name, account]);
    if (deletes === true) await transaction.raw('grant delete on ?? to ??', [name, account]);
    if (update === 'every') await transaction.raw('grant update on ?? to ??', [name, account]);
    else if (update.length > 0) {
      await transaction.raw(`grant update (${update.map(() => '??').join()}) on ?? to ??`, [...update, name, account]);
    }
  }
  for (const { sequence, table } of await sequencesOf(transaction, schema)) {
    if (rights[table]?.insert === true) {
      await transaction.raw('grant usage on sequence ?? to ??', [`${schema}.${sequence}`, account]);
    }
  }
}

/** The sequences that number a table's rows. */
async function sequencesOf(transaction: Transaction, schema: string): Promise<{ sequence: string; table: string }[]> {
  const { rows } = await transaction.raw<{ rows: readonly Record<'sequence' | 'table', unknown>[] }>(
    `select s.relname as sequence, t.relname as "table" from pg_class s
     join pg_depend d on d.objid = s.oid and d.deptype in ('a', 'i') and d.classid = 'pg_class'::regclass
     join pg_class t on t.oid = d.refobjid
     where s.relkind = 'S' and s.relnamespace = ?::regnamespace`,
    [schema],
  );
  return rows.map((row) => ({ sequence: textColumn(row.sequence), table: textColumn(row.table) }));
}
