/** A person who can write to the database, table by table, while the server works and while it is stopped. */
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Difference } from '../../../../../server/platform/base/difference.ts';
import type { Connection } from '../../../../../server/platform/database/connection.ts';
import { SERVER_RIGHTS } from '../../../../../server/platform/database/rights/rights.ts';
import {
  RECORDED_TABLES,
  RIGHTS_TABLES,
  type RecordedTableName,
} from '../../../../../server/records/ledger/recorded/recorded-tables.ts';
import { provenRows } from '../../../../../server/records/ledger/recorded/proven-rows.ts';
import type { Row } from '../../../../../server/platform/database/table.ts';
import { keyOf, rowSubject } from '../../../../../server/records/ledger/recorded/row-content.ts';
import { deleteRows } from '../../../../../server/records/ledger/recorded/write-row.ts';
import type { ServerLedger } from '../../../../../server/records/ledger/server-ledger.ts';
import { ingestBench, type IngestBench } from '../../../fixtures/ingest-bench.ts';
import { engine } from '../../../fixtures/engines.ts';
import { ownersOf } from '../../../fixtures/owners-of.ts';
import { recordedWorld, type RecordedWorld } from '../fixtures/recorded-world.ts';
import { changedValue, otherOf, withoutReferences } from '../fixtures/tampering.ts';

const TABLES = Object.keys(RECORDED_TABLES) as RecordedTableName[];
/** A server reports 100 differences at most until it returns to service; each of these acts makes up to three. */
const TABLES_AT_ONCE = 30;

interface Place {
  readonly world: RecordedWorld;
  readonly owners: Connection;
  readonly ledger: ServerLedger;
  readonly found: Difference[];
}

async function watched(): Promise<Place> {
  const world = await recordedWorld();
  const owners = await ownersOf(world.database.knex);
  await withoutReferences(owners);
  const ledger = ledgerOf(world);
  return { world, owners, ledger, found: differencesOf(ledger) };
}

const ledgerOf = ({ context }: IngestBench) => context.ledger as unknown as ServerLedger;

function differencesOf(ledger: ServerLedger): Difference[] {
  const found: Difference[] = [];
  ledger.start((report) => void (report.kind === 'difference' && found.push(report.difference)));
  return found;
}

/** One act in a table. Returns how it is undone. */
type Act = (owners: Connection, table: RecordedTableName, rows: readonly Row[]) => Promise<() => Promise<unknown>>;

const whereOf = (table: RecordedTableName, row: Row) =>
  Object.fromEntries(RECORDED_TABLES[table].key.map((column) => [column, row[column]]));

const insertAnother = async (owners: Connection, table: RecordedTableName, row: Row): Promise<Row> => {
  const isKept = (column: string) => column === 'kiosk_id' && RECORDED_TABLES[table].key.join() !== column;
  const other = Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, isKept(column) ? value : otherOf(value)]),
  );
  await owners(table).insert(other);
  return other;
};

const ACTS: Readonly<Record<string, Act>> = {
  'inserts a row': async (owners, table, [row]) => {
    const other = await insertAnother(owners, table, row!);
    return () => owners(table).where(whereOf(table, other)).delete();
  },
  'inserts a row with an opening': async (owners, table, [row]) => {
    const other = await insertAnother(owners, table, row!);
    const subject = rowSubject(table, keyOf(table, row!));
    const like = (await owners('ledger_openings').where({ subject }).first()) as Row;
    const event = randomBytes(16);
    const { id: _id, ...opening } = like;
    const forged = { ...opening, event, subject: rowSubject(table, keyOf(table, other)), entry_index: null };
    await owners('ledger_openings').insert(forged);
    return async () => {
      await owners(table).where(whereOf(table, other)).delete();
      await owners('ledger_openings').where({ event }).delete();
    };
  },
  'changes a row': async (owners, table, [row]) => {
    const { key, leftOut = [] } = RECORDED_TABLES[table];
    const [column = key[0]!] = Object.keys(row!).filter((one) => !key.includes(one) && !leftOut.includes(one));
    const { type } = (await owners(table).columnInfo())[column]!;
    const changed = { [column]: changedValue(row![column], type) };
    await owners(table).where(whereOf(table, row!)).update(changed);
    const back = { ...whereOf(table, row!), ...(key.includes(column) && changed) };
    return () =>
      owners(table)
        .where(back)
        .update({ [column]: row![column] });
  },
  'deletes a row': async (owners, table, [row]) => {
    await owners(table).where(whereOf(table, row!)).delete();
    return () => owners(table).insert(row!);
  },
  'exchanges two rows': async (owners, table, [one, other]) => {
    const exchanged = [
      { ...other, ...whereOf(table, one!) },
      { ...one, ...whereOf(table, other!) },
    ];
    for (const row of [one!, other!]) await owners(table).where(whereOf(table, row)).delete();
    for (const row of exchanged) await owners(table).insert(row);
    return async () => {
      for (const row of exchanged) await owners(table).where(whereOf(table, row)).delete();
      for (const row of [one!, other!]) await owners(table).insert(row);
    };
  },
};

/** Rows of some tables may be missing: they end with their sessions or codes. */
function concerned(act: string): RecordedTableName[] {
  return TABLES.filter((table) => act !== 'deletes a row' || RECORDED_TABLES[table].mayBeMissing !== true);
}

const DELETED_TABLES = RIGHTS_TABLES.filter((table) => SERVER_RIGHTS[table]?.delete === true);

const rowsOf = async (owners: Connection, table: RecordedTableName): Promise<Row[]> =>
  (await owners(table)
    .orderBy([...RECORDED_TABLES[table].key])
    .limit(2)) as Row[];

describe('a person who can write to the database', () => {
  test.each(Object.keys(ACTS))('%s: the server reports the table within one look, and remembers it', async (name) => {
    const { owners, ledger, found } = await watched();
    await ledger.reconcile({ atFullSpeed: true });
    const missed: string[] = [];
    const tables = concerned(name);
    for (let from = 0; from < tables.length; from += TABLES_AT_ONCE) {
      const some = tables.slice(from, from + TABLES_AT_ONCE);
      found.splice(0);
      const undo: (() => Promise<unknown>)[] = [];
      for (const table of some) undo.push(await ACTS[name]!(owners, table, await rowsOf(owners, table)));
      await ledger.reconcile({ atFullSpeed: true });
      for (const table of some) {
        if (!found.some(({ kind, row }) => kind === table && row !== undefined)) missed.push(table);
      }
      expect(ledger.tablesAgree()).toBe(false);
      for (const back of undo.reverse()) await back();
      await ledger.reconcile({ atFullSpeed: true });
      expect([ledger.tablesAgree(), ledger.mayReturn()]).toEqual([false, true]);
      await ledger.returnToService();
      expect(ledger.tablesAgree()).toBe(true);
    }
    expect(missed).toEqual([]);
  });

  test('puts back a row that the server deleted, without the last opening about it: nothing counts, and it is reported', async () => {
    const { world, owners, ledger, found } = await watched();
    const { knex, queue } = world.context;
    const before = new Map<RecordedTableName, Row>();
    for (const table of DELETED_TABLES) before.set(table, (await rowsOf(owners, table))[1]!);
    await queue.run(async (transaction) => {
      for (const [table, row] of before) await deleteRows(transaction, table, whereOf(table, row));
    });
    await ledger.settle();
    await ledger.settle();
    await ledger.reconcile({ atFullSpeed: true });
    expect(found).toEqual([]);
    for (const [table, row] of before) {
      const subject = rowSubject(table, keyOf(table, row));
      const [last] = (await owners('ledger_openings').where({ subject }).orderBy('id', 'desc')) as Row[];
      await owners('ledger_openings').where({ id: last!['id'] }).delete();
      await owners(table).insert(row);
      // This process has compared the entry, and remembers it
      expect([table, await provenRows(knex, table, [row])]).toEqual([table, []]);
    }
    await ledger.reconcile({ atFullSpeed: true });
    for (const [table] of before) expect(found).toContainEqual(expect.objectContaining({ kind: table }));
  });

  test.each(['changes a row', 'inserts a row with an opening', 'inserts a row'])(
    '%s while the server is stopped: it starts out of service, and gives the rows no right',
    async (name) => {
      const place = await engine.place();
      const world = await recordedWorld(place);
      const owners = await ownersOf(world.database.knex);
      await withoutReferences(owners);
      await ledgerOf(world).reconcile({ atFullSpeed: true });
      const rows = new Map<RecordedTableName, Row[]>();
      for (const table of RIGHTS_TABLES) await ACTS[name]!(owners, table, await rowsOf(owners, table));
      for (const table of RIGHTS_TABLES) rows.set(table, await owners<Row>(table));
      await world.close();
      const again = await ingestBench({ place });
      const ledger = ledgerOf(again);
      const found = differencesOf(ledger);
      for (const [table, some] of rows) {
        const counting = await provenRows(again.database.knex, table, some);
        expect([table, counting.length < some.length]).toEqual([table, true]);
      }
      await ledger.reconcile({ atFullSpeed: true });
      expect(ledger.tablesAgree()).toBe(false);
      const missed = RIGHTS_TABLES.filter(
        (table) => !found.some(({ kind, row }) => kind === table && row !== undefined),
      );
      expect(missed).toEqual([]);
    },
  );
});
