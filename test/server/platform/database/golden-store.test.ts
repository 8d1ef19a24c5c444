/** Migrates a database of an earlier version: all its content must remain, and its schema must equal a new one. */
import { describe, expect, it } from 'vitest';
import { fsck } from '../../../../server/records/ledger/fsck.ts';
import { parseVkey } from '../../../../server/platform/transparency/note/vkey.ts';
import { readOutcomePage } from '../../../../server/records/reports/outcome-page.ts';
import { listAlarms } from '../../../../server/records/alarms/alarm-table.ts';
import type { Connection } from '../../../../server/platform/database/connection.ts';
import { openDatabase } from '../../../../server/platform/database/database.ts';
import { openLedgerDatabase } from '../../../../server/platform/database/ledger-database.ts';
import { listLanes } from '../../../../server/records/kiosks/lane-status.ts';
import { EVERYWHERE } from '../../fixtures/everywhere.ts';
import { storeFromSql } from '../../fixtures/store-from-sql.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const KEY = 'log.example/golden+046e7b8c+ARXMg1S7lmCVPfUqT2+Z2iIVb/8gmi9kqk69BEX8+Ff3';

/** Each table's columns and each index, by name. The order of added columns does not matter. */
async function schemaOf(database: Connection): Promise<unknown> {
  const tables: string[] = await database('sqlite_master').where({ type: 'table' }).orderBy('name').pluck('name');
  const own = tables.filter((name) => !name.startsWith('sqlite_') && !name.startsWith('schema_versions'));
  const columns = await Promise.all(own.map((name) => database(name).columnInfo()));
  const indexes: string[] = await database('sqlite_master').where({ type: 'index' }).orderBy('name').pluck('name');
  const named = indexes.filter((name) => !name.startsWith('sqlite_') && !name.startsWith('schema_versions'));
  return { columns: Object.fromEntries(own.map((name, at) => [name, columns[at]])), named };
}

describe('a database of an earlier version', () => {
  it('is migrated and keeps its content', async () => {
    const dataDir = await storeFromSql('golden-store');
    const { knex } = await openDatabase({ dataDir });
    const page = await readOutcomePage(knex, { after: 0, limit: 100 }, EVERYWHERE);
    expect(page.feedPosition).toBe(6);
    expect(page.outcomes.map(({ report }) => report.sequence)).toEqual([1, 2, 3, 4, 5, 7]);
    expect((await listAlarms(knex, 10, EVERYWHERE)).map(({ kind, fromSequence }) => [kind, fromSequence])).toEqual([
      ['sequence-gap', 6],
    ]);
    expect(await listLanes(knex)).toMatchObject([{ site: 'north', lane: '1', heard: { state: 'free' } }]);
    expect(await knex('grants').pluck('officer')).toEqual(['officer-7']);
    const log = await openLedgerDatabase({ dataDir });
    const checked = await fsck({ log: log.reader, openings: knex, key: parseVkey(KEY), policy: undefined });
    expect(checked).toMatchObject({ entries: 7, openings: 7, faults: [] });
    await log.close();
    await knex.destroy();
  });

  it('gets the schema of a new database, and the checksum of each migration', async () => {
    const old = await openDatabase({ dataDir: await storeFromSql('golden-store') });
    const made = await openDatabase({ dataDir: temporaryFolder() });
    expect(await schemaOf(old.knex)).toEqual(await schemaOf(made.knex));
    expect(await old.knex('schema_versions').orderBy('id').select('name', 'checksum')).toEqual(
      await made.knex('schema_versions').orderBy('id').select('name', 'checksum'),
    );
    await old.knex.destroy();
    await made.knex.destroy();
  });
});
