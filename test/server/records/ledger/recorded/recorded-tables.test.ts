import { expect, test } from 'vitest';
import { openDatabase } from '../../../../../server/platform/database/database.ts';
import {
  RECORDED_TABLES,
  type RecordedTableName,
} from '../../../../../server/records/ledger/recorded/recorded-tables.ts';
import { contentOf } from '../../../../../server/records/ledger/recorded/row-content.ts';
import { changeLeftOut, deleteRows } from '../../../../../server/records/ledger/recorded/write-row.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

const TABLES = Object.keys(RECORDED_TABLES) as RecordedTableName[];

test('a recorded table has the columns of its key and its unrecorded columns, and its key is its primary key', async () => {
  const { knex } = await openDatabase({ dataDir: temporaryFolder() });
  try {
    for (const table of TABLES) {
      const { key, leftOut = [] } = RECORDED_TABLES[table];
      const columns = Object.keys(await knex(table).columnInfo());
      expect([table, [...key, ...leftOut].filter((column) => !columns.includes(column))]).toEqual([table, []]);
      const indexes: { name: string }[] = await knex.raw('select name from pragma_index_list(?) where "unique" = 1', [
        table,
      ]);
      const unique = await Promise.all(
        indexes.map(({ name }) =>
          knex
            .raw('select name from pragma_index_info(?)', [name])
            .then((rows: { name: string }[]) => rows.map((row) => row.name)),
        ),
      );
      // SQLite makes no index for a primary key of one integer
      const inPrimary: { name: string }[] = await knex.raw('select name from pragma_table_info(?) where pk > 0', [
        table,
      ]);
      unique.push(inPrimary.map(({ name }) => name));
      expect([table, unique.some((names) => names.sort().join() === [...key].sort().join())]).toEqual([table, true]);
    }
  } finally {
    await knex.destroy();
  }
});

test('the content of a row stays equal with a new empty column, and differs with any other value', () => {
  const row = { id: 'd-1', role: 'officer', valid_until: 5, given_by: null };
  expect(contentOf('duties', { ...row, later: null })).toBe(contentOf('duties', row));
  expect(contentOf('duties', { ...row, given_by: '' })).not.toBe(contentOf('duties', row));
  expect(contentOf('duties', { ...row, valid_until: '5' })).not.toBe(contentOf('duties', row));
  expect(contentOf('passkeys', { ...row, counter: 9 })).toBe(contentOf('passkeys', row));
});

test('a recorded column cannot be changed without an entry', async () => {
  const { knex } = await openDatabase({ dataDir: temporaryFolder() });
  try {
    await expect(changeLeftOut(knex, 'passkeys', { id: 'k' }, { name: 'other' })).rejects.toThrow('is recorded');
    expect(await changeLeftOut(knex, 'passkeys', { id: 'k' }, { counter: 9 })).toBe(0);
  } finally {
    await knex.destroy();
  }
});

test('a thousand rows that end together have a thousand entries', async () => {
  const { knex } = await openDatabase({ dataDir: temporaryFolder() });
  try {
    const many = Array.from({ length: 1_001 }, (_, n) => ({
      ...{ digest: `d-${n}`, purpose: 'invitation', issued_at: 1, expires_at: 2 },
    }));
    for (let from = 0; from < many.length; from += 400) {
      await knex('enrolment_codes').insert(many.slice(from, from + 400));
    }
    expect(await deleteRows(knex, 'enrolment_codes', { purpose: 'invitation' })).toBe(1_001);
    expect(await knex('ledger_openings').where({ type: 'row' }).count({ count: '*' })).toEqual([{ count: 1_001 }]);
  } finally {
    await knex.destroy();
  }
});
