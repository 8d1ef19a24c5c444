import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../server/store/database.ts';
import { MIGRATIONS } from '../../../server/store/migrate.ts';
import { StoreError } from '../../../server/store/store-error.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'opened',
    (error: unknown) => (error instanceof StoreError ? error.code : error),
  );

describe('the database', () => {
  it('is durable at each commit: WAL, FULL, foreign keys on', async () => {
    const { knex, sqliteVersion } = await openDatabase(temporaryFolder());
    const pragma = async (name: string) => Object.values((await knex.raw(`PRAGMA ${name}`))[0] as object)[0] as unknown;
    expect(await pragma('journal_mode')).toBe('wal');
    // 2 is FULL.
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('foreign_keys')).toBe(1);
    expect(await pragma('busy_timeout')).toBe(5_000);
    expect(sqliteVersion).toMatch(/^3\.\d+\.\d+$/);
    await knex.destroy();
  });

  it('applies each migration once, in order', async () => {
    const folder = temporaryFolder();
    for (const _start of [1, 2]) {
      const { knex } = await openDatabase(folder);
      expect(await knex('schema_versions').pluck('name')).toEqual(MIGRATIONS.map((one) => one.name));
      await knex.destroy();
    }
  });

  it('refuses one that a newer version wrote, and changes nothing', async () => {
    const folder = temporaryFolder();
    const { knex } = await openDatabase(folder);
    await knex('schema_versions').insert({ name: '9999-later', batch: 2, migration_time: '' });
    await knex.destroy();
    expect(await codeOf(openDatabase(folder))).toBe('newer-schema');
  });

  it('refuses a file that is no database', async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'postern-server.sqlite'),
      'this is a letter, not a database, and long enough to tell'.repeat(20),
    );
    expect(await codeOf(openDatabase(folder))).toBe('unavailable');
  });

  it('refuses a folder that cannot be made', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    chmodSync(folder, 0o700);
    expect(await codeOf(openDatabase(join(folder, 'file', 'data')))).toBe('unavailable');
  });

  it('does not put values into the messages of errors', async () => {
    const { knex } = await openDatabase(temporaryFolder());
    const error: unknown = await knex('reports')
      .insert({ kiosk_id: 'CANARY' })
      .catch((one: unknown) => one);
    expect(String(error)).not.toContain('CANARY');
    await knex.destroy();
  });
});
