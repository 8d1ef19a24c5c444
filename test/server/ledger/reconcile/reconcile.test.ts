import { describe, expect, test } from 'vitest';
import { TABLE_PROOFS } from '../../../../server/ledger/recorded/recorded-tables.ts';
import { TABLE_READERS } from '../../../../server/ledger/reconcile/kinds.ts';
import { engineOf, type Connection } from '../../../../server/database/connection.ts';
import { changeRows, deleteRows } from '../../../../server/ledger/recorded/write-row.ts';
import { ownersOf } from '../../fixtures/owners-of.ts';
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
    for (const [table, proof] of Object.entries(TABLE_PROOFS)) {
      if (proof.proof === 'none' || table === 'ledger_openings') continue;
      const leftOut = proof.proof === 'row' ? (proof.leftOut ?? []) : (LEFT_OUT[table] ?? []);
      const types = await knex(table).columnInfo();
      const columns = Object.keys(types).filter((column) => !leftOut.includes(column));
      const { key } = TABLE_READERS[table]!;
      const row = (await knex(table)
        .orderBy([...key])
        .first()) as Record<string, unknown>;
      expect([table, row === undefined]).toEqual([table, false]);
      for (const column of columns) {
        const where = Object.fromEntries(key.map((one) => [one, row[one]]));
        const changed = changedValue(row[column], types[column]?.type ?? '');
        await knex(table)
          .where(where)
          .update({ [column]: changed });
        if ((await world.differences()).length === 0) missed.push(`${table}.${column}`);
        const back = Object.fromEntries(key.map((one) => [one, one === column ? changed : row[one]]));
        await knex(table)
          .where(back)
          .update({ [column]: row[column] });
      }
    }
    expect(missed).toEqual([]);
    expect(await world.differences()).toEqual([]);
  });

  test('finds a removed row and an added row in each table', async () => {
    const world = await recordedWorld();
    const knex = await ownersOf(world.database.knex);
    await withoutReferences(knex);
    const missed: string[] = [];
    for (const [table, proof] of Object.entries(TABLE_PROOFS)) {
      if (proof.proof === 'none' || table === 'ledger_openings') continue;
      const { key } = TABLE_READERS[table]!;
      const row = (await knex(table)
        .orderBy([...key])
        .first()) as Record<string, unknown>;
      const where = Object.fromEntries(key.map((one) => [one, row[one]]));
      await knex(table).where(where).delete();
      const mayBeMissing = proof.proof === 'row' && proof.mayBeMissing === true;
      if (!mayBeMissing && (await world.differences()).length === 0) missed.push(`${table} removed`);
      await knex(table).insert(row);
      const isKept = (column: string) => column === 'kiosk_id' && key.join() !== column;
      const other = Object.fromEntries(
        Object.entries(row).map(([column, value]) => [column, isKept(column) ? value : otherOf(value)]),
      );
      await knex(table).insert(other);
      if ((await world.differences()).length === 0) missed.push(`${table} added`);
      const added = Object.fromEntries(key.map((one) => [one, other[one]]));
      await knex(table).where(added).delete();
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

/** An owner, and so an attacker, can skip the checks of references between tables. */
async function withoutReferences(owners: Connection): Promise<void> {
  const isPostgres = engineOf(owners) === 'postgres';
  await owners.raw(isPostgres ? "set session_replication_role = 'replica'" : 'pragma foreign_keys = off');
}

/** Data without a commitment: the order of the table, and counts that grow without an entry. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  acts: ['position'],
  alarms: ['from_sequence', 'to_sequence', 'last_at', 'count'],
};

function changedValue(value: unknown, type: string): unknown {
  if (typeof value === 'number') return value + 1_000;
  if (value instanceof Uint8Array) return Buffer.concat([value.subarray(1), Buffer.from([value[0]! ^ 1])]);
  if (typeof value === 'string') return `${value}x`;
  return /int/.test(type) ? 7 : 'x';
}

/** Another row like this one, of the same kiosk. */
function otherOf(value: unknown): unknown {
  if (value instanceof Uint8Array || value === null) return value;
  return typeof value === 'number' ? value + 1_000 : `${value as string}x`;
}
