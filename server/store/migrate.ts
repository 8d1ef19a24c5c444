import type { Knex } from 'knex';
import type { Migration } from './migration.ts';
import { first } from './migrations/0001-first.ts';
import { StoreError } from './store-error.ts';

export const MIGRATIONS: readonly Migration[] = [first];

/** Migrations are code, compiled with the rest, so that none can be missing or be read from a writable folder. */
const source: Knex.MigrationSource<Migration> = {
  getMigrations: () => Promise.resolve([...MIGRATIONS]),
  getMigrationName: (migration) => migration.name,
  getMigration: (migration) =>
    Promise.resolve({
      up: (transaction) => migration.up(transaction),
      down: () => Promise.reject(new StoreError('unavailable', 'a migration is not undone; restore a backup')),
    }),
};

/** Applies what is missing, each migration in its own transaction. Throws `StoreError` `newer-schema`. */
export async function migrate(database: Knex): Promise<void> {
  if (await database.schema.hasTable('schema_versions')) {
    const known = new Set(MIGRATIONS.map((migration) => migration.name));
    const applied: readonly { name: string }[] = await database('schema_versions').select('name');
    if (applied.some(({ name }) => !known.has(name))) {
      throw new StoreError('newer-schema', 'the database was written by a newer version of this program');
    }
  }
  await database.migrate.latest({ migrationSource: source, tableName: 'schema_versions' });
}
