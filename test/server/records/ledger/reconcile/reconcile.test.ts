import { describe, expect, test } from 'vitest';
import type { Difference } from '../../../../../server/platform/base/difference.ts';
import { isRecordedTable, TABLE_PROOFS } from '../../../../../server/records/ledger/recorded/recorded-tables.ts';
import { TABLE_READERS } from '../../../../../server/records/ledger/reconcile/kinds.ts';
import type { Connection } from '../../../../../server/platform/database/connection.ts';
import { changeRows, deleteRows, insertRow, putRow } from '../../../../../server/records/ledger/recorded/write-row.ts';
import { engine } from '../../../fixtures/engines.ts';
import { ownersOf } from '../../../fixtures/owners-of.ts';
import { changedValue, otherOf, withoutReferences } from '../fixtures/tampering.ts';
import { recordedWorld } from '../fixtures/recorded-world.ts';

describe('reconciliation', () => {
  test('finds no difference in the server’s own data', async () => {
    const world = await recordedWorld();
    expect(await world.differences()).toEqual([]);
    await world.context.queue.run(async (transaction) => {
      await changeRows(transaction, 'duties', { id: 'r-1' }, { valid_until: 9 });
      await deleteRows(transaction, 'passkeys', { id: 'r-1' });
    });
    expect(await world.differences()).toEqual([]);
    await world.context.ledger.settle();
    const proved = await world.prove();
    expect(proved).toMatchObject({ adopted: true, differing: 0 });
    expect(proved.rows).toBeGreaterThan(60);
  });

  test('finds any change to any proved column, in any row', async () => {
    const world = await recordedWorld();
    const knex = await ownersOf(world.database.knex);
    await withoutReferences(knex);
    const missed: string[] = [];
    for (const round of roundsOf(await provedColumns(knex))) {
      const undo: (() => Promise<unknown>)[] = [];
      for (const { table, key, row, column, type } of round) {
        const changed = changedValue(row[column], type);
        await knex(table)
          .where(keyOf(key, row))
          .update({ [column]: changed });
        const back = { ...keyOf(key, row), ...(key.includes(column) && { [column]: changed }) };
        undo.push(() =>
          knex(table)
            .where(back)
            .update({ [column]: row[column] }),
        );
      }
      const found = await world.differences();
      for (const { table, column } of round) if (!isFoundIn(table, found)) missed.push(`${table}.${column}`);
      for (const back of undo) await back();
    }
    expect(missed).toEqual([]);
    expect(await world.differences()).toEqual([]);
  });

  test('finds a removed row and an added row in each table', async () => {
    const world = await recordedWorld();
    const knex = await ownersOf(world.database.knex);
    await withoutReferences(knex);
    const missed: string[] = [];
    for (const round of roundsOf(await firstRows(knex))) {
      for (const { table, key, row } of round) await knex(table).where(keyOf(key, row)).delete();
      const without = await world.differences();
      for (const { table, mayBeMissing } of round) {
        if (!mayBeMissing && !isFoundIn(table, without)) missed.push(`${table} removed`);
      }
      const added: (() => Promise<unknown>)[] = [];
      for (const { table, key, row } of round) {
        await knex(table).insert(row);
        const isKept = (column: string) => column === 'kiosk_id' && key.join() !== column;
        const other = Object.fromEntries(
          Object.entries(row).map(([column, value]) => [column, isKept(column) ? value : otherOf(value)]),
        );
        await knex(table).insert(other);
        added.push(() => knex(table).where(keyOf(key, other)).delete());
      }
      const withMore = await world.differences();
      for (const { table } of round) if (!isFoundIn(table, withMore)) missed.push(`${table} added`);
      for (const back of added) await back();
    }
    expect(missed).toEqual([]);
    expect(await world.differences()).toEqual([]);
  });

  test.each([
    [
      'an opening removed with its row',
      "delete from acts where position = 1; delete from ledger_openings where subject like 'act/%' and id = (select min(id) from ledger_openings where subject like 'act/%')",
      'opening-missing',
    ],
    [
      'an opening under another name',
      "update ledger_openings set subject = 'row/duties/r-9' where subject = 'row/duties/r-1'",
      'opening-misnamed',
    ],
    [
      'an opening of another type',
      "update ledger_openings set type = 'alarm' where subject = 'row/duties/r-1'",
      'opening-misnamed',
    ],
    [
      'an opening’s payload and salt changed',
      "update ledger_openings set payload = (select payload from ledger_openings where subject = 'row/duties/r-2'), salt = (select salt from ledger_openings where subject = 'row/duties/r-2') where subject = 'row/duties/r-1'",
      'opening-altered',
    ],
    [
      'what an entry said erased',
      "update ledger_openings set payload = null, salt = null where subject = 'row/duties/r-1'",
      'erased-unaccounted',
    ],
    [
      'two rows that exchanged what they say',
      "update duties set role = case id when 'r-1' then 'r-2' else 'r-1' end",
      'row-altered',
    ],
    ['a row of another kiosk', "update legal_holds set kiosk_id = 'r-1'", 'row-altered'],
    ['a report of another kiosk', "update reports set kiosk_id = 'r-1' where feed_position = 2", 'row-altered'],
  ])('finds %s', async (_name, sql, code) => {
    const world = await recordedWorld();
    const knex = await ownersOf(world.database.knex);
    for (const statement of sql.split('; ')) await knex.raw(statement);
    expect((await world.differences()).map((one) => one.code)).toContain(code);
  });

  test('finds forged rows that the server has since changed, replaced, deleted or inserted again', async () => {
    const world = await recordedWorld();
    const [table, items] = ['setup_statements', ['changed', 'replaced', 'deleted', 'removed']] as const;
    const statement = { reason: 'no-reader', stated_by: 'p-anna', stated_at: 9 };
    await world.context.queue.run(async (transaction) => {
      for (const item of items) await insertRow(transaction, table, { item, ...statement });
    });
    expect((await world.prove()).past).toEqual([]);
    const owners = await ownersOf(world.database.knex);
    await owners(table).whereIn('item', items).update({ reason: 'forged' });
    await owners(table).where({ item: 'removed' }).delete();
    await owners(table).insert({ item: 'unrecorded', ...statement });
    await world.context.queue.run(async (transaction) => {
      await changeRows(transaction, table, { item: 'changed' }, { stated_at: 10 });
      await putRow(transaction, table, { item: 'replaced', ...statement });
      await deleteRows(transaction, table, { item: 'deleted' });
      await insertRow(transaction, table, { item: 'removed', ...statement });
      await deleteRows(transaction, table, { item: 'unrecorded' });
    });
    await world.context.ledger.settle();
    await world.context.ledger.settle();
    const { differences, past } = await world.prove();
    expect(differences).toEqual([]);
    const { index: first } = past[0]!;
    const found = [...items, 'unrecorded'].map((row, n) => ({
      ...{ code: 'row-was-altered', kind: table, index: first! + n, row },
    }));
    expect(past).toEqual(found);
  });

  test('finds a row restored to an earlier entry, in any order of openings', async () => {
    const world = await recordedWorld();
    await world.context.queue.run((transaction) =>
      changeRows(transaction, 'people', { id: 'r-1' }, { disabled_at: 99 }),
    );
    await world.context.ledger.settle();
    await world.context.ledger.settle();
    const knex = await ownersOf(world.database.knex);
    await knex('people').where({ id: 'r-1' }).update({ disabled_at: 1 });
    const [first, second] = (await knex('ledger_openings').where({ subject: 'row/people/r-1' }).orderBy('id')) as {
      id: number;
    }[];
    await knex('ledger_openings').where({ id: first!.id }).update({ id: -1 });
    await knex('ledger_openings').where({ id: second!.id }).update({ id: first!.id });
    await knex('ledger_openings').where({ id: -1 }).update({ id: second!.id });
    expect(await world.differences()).toEqual(
      [expect.objectContaining({ code: 'row-altered', kind: 'people' })].concat([
        expect.objectContaining({ code: 'row-altered', kind: 'people' }),
      ]),
    );
    await knex('ledger_openings').where({ id: second!.id }).update({ entry_index: null });
    expect((await world.differences()).map(({ kind }) => kind)).toContain('people');
  });
});

interface FirstRow {
  readonly table: string;
  readonly key: readonly string[];
  readonly row: Readonly<Record<string, unknown>>;
  readonly mayBeMissing: boolean;
  /** Columns without a commitment. */
  readonly leftOut: readonly string[];
}

interface ProvedColumn extends FirstRow {
  readonly column: string;
  readonly type: string;
}

const keyOf = (key: readonly string[], row: FirstRow['row']) => Object.fromEntries(key.map((one) => [one, row[one]]));

async function firstRows(knex: Connection): Promise<FirstRow[]> {
  const found: FirstRow[] = [];
  for (const [table, proof] of Object.entries(TABLE_PROOFS)) {
    if (proof.proof === 'none' || table === 'ledger_openings') continue;
    const { key } = TABLE_READERS[table]!;
    const row = (await knex(table)
      .orderBy([...key])
      .first()) as FirstRow['row'] | undefined;
    expect([table, row === undefined]).toEqual([table, false]);
    const isRow = proof.proof === 'row';
    const leftOut = isRow ? (proof.leftOut ?? []) : (LEFT_OUT[table] ?? []);
    found.push({ table, key, row: row!, mayBeMissing: isRow && proof.mayBeMissing === true, leftOut });
  }
  return found;
}

async function provedColumns(knex: Connection): Promise<ProvedColumn[]> {
  const found: ProvedColumn[] = [];
  for (const first of await firstRows(knex)) {
    for (const [column, { type }] of Object.entries(await knex(first.table).columnInfo())) {
      if (!first.leftOut.includes(column)) found.push({ ...first, column, type });
    }
  }
  return found;
}

/** A reconciliation lists 100 differences at most; a change makes up to three. */
const MAX_ROUND = 30;

/**
 * Changes that one reconciliation may find together: they are of different tables, and only a change of a table's own rows makes its
 * differences. Every other change has a round to itself.
 */
function roundsOf<Change extends FirstRow>(changes: readonly Change[]): Change[][] {
  const others = changes.filter(({ table }) => kindsOf(table) === undefined);
  // Each column is compared by the same code on each engine; the second one shows that each table is read
  const isKept = (one: Change, at: number) =>
    engine.name === 'SQLite' || others.findIndex(({ table }) => table === one.table) === at;
  const alone = others.filter(isKept).map((change) => [change]);
  const together: Change[][] = [];
  for (const change of changes.filter(({ table }) => kindsOf(table) !== undefined)) {
    const isOpen = (round: readonly Change[]) =>
      round.length < MAX_ROUND && round.every(({ table }) => table !== change.table);
    const round = together.find(isOpen);
    if (round === undefined) together.push([change]);
    else round.push(change);
  }
  return [...together, ...alone];
}

/** The kinds of the differences that only the table's own rows and entries make; `undefined` where other tables make the same. */
function kindsOf(table: string): readonly string[] | undefined {
  if (isRecordedTable(table)) return [table];
  return { acts: ['act', 'acts'], alarms: ['alarm', 'alarms'] }[table];
}

function isFoundIn(table: string, found: readonly Difference[]): boolean {
  const kinds = kindsOf(table);
  return found.some(({ kind }) => kinds === undefined || kinds.includes(kind));
}

/** Data without a commitment: the order of the table, and counts that grow without an entry. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  acts: ['position'],
  alarms: ['from_sequence', 'to_sequence', 'last_at', 'count'],
};
