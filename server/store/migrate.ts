import type { Knex } from 'knex';
import type { Migration } from './migration.ts';
import { first } from './migrations/0001-first.ts';
import { ledgerOpenings } from './migrations/0002-ledger-openings.ts';
import { evidence } from './migrations/0003-evidence.ts';
import { people } from './migrations/0010-people.ts';
import { access } from './migrations/0011-access.ts';
import { fleet } from './migrations/0012-fleet.ts';
import { orders } from './migrations/0016-orders.ts';
import { ledgerLog } from './migrations/ledger-0001-log.ts';
import { witnessSeen } from './migrations/witness-0001-seen.ts';
import { StoreError } from './store-error.ts';

export const MIGRATIONS: readonly Migration[] = [first, ledgerOpenings, evidence, people, access, fleet, orders];

/** Of the ledger's own file. */
export const LEDGER_MIGRATIONS: readonly Migration[] = [ledgerLog];

/** Of a witness's file. */
export const WITNESS_MIGRATIONS: readonly Migration[] = [witnessSeen];

/** Migrations are code, compiled with the rest, so that none can be missing or be read from a writable folder. */
function sourceOf(migrations: readonly Migration[]): Knex.MigrationSource<Migration> {
  return {
    getMigrations: () => Promise.resolve([...migrations]),
    getMigrationName: (migration) => migration.name,
    getMigration: (migration) =>
      Promise.resolve({
        up: (transaction) => migration.up(transaction),
        down: () => Promise.reject(new StoreError('unavailable', 'a migration is not undone; restore a backup')),
      }),
  };
}

/** Applies what is missing, each migration in its own transaction. Throws `StoreError` `newer-schema`. */
export async function migrate(database: Knex, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  if (await database.schema.hasTable('schema_versions')) {
    const known = new Set(migrations.map((migration) => migration.name));
    const applied: readonly { name: string }[] = await database('schema_versions').select('name');
    if (applied.some(({ name }) => !known.has(name))) {
      throw new StoreError('newer-schema', 'the database was written by a newer version of this program');
    }
  }
  await database.migrate.latest({ migrationSource: sourceOf(migrations), tableName: 'schema_versions' });
}
