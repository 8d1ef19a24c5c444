import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openDatabase, SERVER_FILE } from '../../../../server/platform/database/database.ts';
import type { Connection } from '../../../../server/platform/database/connection.ts';
import { migrate, MIGRATIONS } from '../../../../server/platform/database/migrate.ts';
import { BUSY_TIMEOUT_MS, connectSqlite } from '../../../../server/platform/database/sqlite-file.ts';
import { StoreError } from '../../../../server/platform/database/store-error.ts';
import { addressOf, sharedCluster } from '../../../support/postgres/shared-cluster.ts';
import { describeOnEachEngine } from '../../fixtures/engines.ts';
import { ownersOf } from '../../fixtures/owners-of.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'opened',
    (error: unknown) => (error instanceof StoreError ? error.code : error),
  );

describeOnEachEngine('the database', ({ name, open, place, emptyPlace }) => {
  it('applies each migration once, in order', async () => {
    const here = await place();
    for (const _start of [1, 2]) {
      const { knex } = await open(here);
      expect(await knex('schema_versions').orderBy('id').pluck('name')).toEqual(MIGRATIONS.map((one) => one.name));
    }
  });

  it('refuses a database of a newer version, without a change', async () => {
    const { knex, place: here } = await open();
    await (await ownersOf(knex))('schema_versions').insert({ name: '9999-later' });
    expect(await codeOf(openDatabase(here))).toBe('newer-schema');
    expect(await knex('schema_versions').where({ name: '9999-later' }).pluck('checksum')).toEqual([null]);
  });

  it('refuses a database made by another text of a migration', async () => {
    const { knex, place: here } = await open();
    await (await ownersOf(knex))('schema_versions')
      .where({ name: MIGRATIONS[0]!.name })
      .update({ checksum: '0'.repeat(32) });
    expect(await codeOf(openDatabase(here))).toBe('edited-migration');
  });

  it('is migrated by one of several programs that start together', async () => {
    const here = await emptyPlace();
    const opened = await Promise.all([1, 2, 3].map(() => openDatabase(here)));
    expect(await opened[0]!.knex('schema_versions').pluck('name')).toHaveLength(MIGRATIONS.length);
    for (const { knex } of opened) await knex.destroy();
  });

  it.runIf(name === 'SQLite')('waits for a program that migrates for longer than a statement waits', async () => {
    const here = await emptyPlace();
    const other = connectSqlite(join(here.dataDir, SERVER_FILE));
    const migrates = other.transaction(async (transaction) => {
      await transaction.raw('PRAGMA user_version = 0');
      await sleep(BUSY_TIMEOUT_MS + 1_000);
    });
    const { knex } = await openDatabase(here);
    await migrates;
    expect(await knex('schema_versions').pluck('name')).toHaveLength(MIGRATIONS.length);
    await Promise.all([knex.destroy(), other.destroy()]);
  });

  it('continues after a crash in the middle of a migration', async () => {
    const again = await ownersOf((await open()).knex);
    const half = {
      name: '9997-half',
      async up(transaction: Connection) {
        await transaction.schema.createTable('half', (table) => void table.text('id'));
        throw new TypeError('a power cut');
      },
    };
    await expect(migrate(again, [...MIGRATIONS, half])).rejects.toThrow('a power cut');
    expect(await again.schema.hasTable('half')).toBe(false);
    await migrate(again);
  });

  it('does not put values into error messages', async () => {
    const { knex } = await open();
    const error: unknown = await knex('reports')
      .insert({ kiosk_id: 'CANARY' })
      .catch((one: unknown) => one);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).not.toContain('CANARY');
  });

  it('reports its engine', async () => {
    const { knex, engine } = await openDatabase(await place());
    expect(engine).toMatch(name === 'SQLite' ? /^SQLite 3\.\d+\.\d+$/ : /^PostgreSQL \d+\.\d+/);
    await knex.destroy();
  });

  it('reads a large integer as a number, bytes as bytes, and text in the order of its bytes', async () => {
    const { knex } = await open();
    const kiosk = (id: string) => ({
      id,
      site: id,
      lane: 'a',
      public_key: Buffer.from([0, 255]),
      enrolled_at: 2 ** 52,
    });
    await knex('kiosks').insert(['é', 'ab', 'B', 'a-c', 'z'].map(kiosk));
    const rows: readonly Record<string, unknown>[] = await knex('kiosks').orderBy('id');
    expect(rows.map(({ id }) => id)).toEqual(['B', 'a-c', 'ab', 'z', 'é']);
    expect(rows[0]).toMatchObject({ enrolled_at: 2 ** 52, public_key: Buffer.from([0, 255]) });
  });
});

describe('a database in SQLite', () => {
  it('is durable at each commit: WAL, FULL, foreign keys on', async () => {
    const { knex } = await openDatabase({ dataDir: temporaryFolder() });
    const pragma = async (name: string) => Object.values((await knex.raw(`PRAGMA ${name}`))[0] as object)[0] as unknown;
    expect(await pragma('journal_mode')).toBe('wal');
    // 2 is FULL.
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('foreign_keys')).toBe(1);
    expect(await pragma('busy_timeout')).toBe(5_000);
    await knex.destroy();
  });

  it('is refused if the file is not a database', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(
      join(dataDir, 'postern-server.sqlite'),
      'this is a letter, not a database, and long enough to tell'.repeat(20),
    );
    expect(await codeOf(openDatabase({ dataDir }))).toBe('unavailable');
  });

  it('is refused if its folder cannot be made', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    chmodSync(folder, 0o700);
    expect(await codeOf(openDatabase({ dataDir: join(folder, 'file', 'data') }))).toBe('unavailable');
  });
});

describeOnEachEngine('a database in PostgreSQL', ({ name, open, place }) => {
  it.skipIf(name === 'SQLite')(
    'is durable at each commit whatever its default, and waits no longer than SQLite',
    async () => {
      const { knex } = await open();
      const setting = async (one: string) =>
        Object.values((await knex.raw(`show ${one}`)).rows[0] as object)[0] as unknown;
      expect(await setting('synchronous_commit')).toBe('on');
      expect(await setting('lock_timeout')).toBe('5s');
    },
  );

  it.skipIf(name === 'SQLite')('is refused with another collation or encoding', async () => {
    const cluster = await sharedCluster();
    const made = ["encoding 'LATIN1' locale 'C'", "encoding 'UTF8' locale_provider icu icu_locale 'en'"];
    for (const [at, how] of made.entries()) {
      await cluster.execute('postgres', `create database unsuitable${at} template template0 ${how}`);
      const postgres = addressOf(cluster, `unsuitable${at}`);
      expect(await codeOf(openDatabase({ dataDir: temporaryFolder(), postgres }))).toBe('unsuitable');
    }
  });

  it.skipIf(name === 'SQLite')('is refused if it does not exist', async () => {
    const { dataDir } = await place();
    const postgres = addressOf(await sharedCluster(), 'absent');
    expect(await codeOf(openDatabase({ dataDir, postgres }))).toBe('unavailable');
  });
});
