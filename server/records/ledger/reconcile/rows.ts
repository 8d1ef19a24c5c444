/**
 * Compares rows of recorded tables with the latest entry about each: replaying the entries gives the tables. Compares each entry with the one
 * before it about the same row: an entry says what the server found.
 */
import type { Connection } from '../../../platform/database/connection.ts';
import { latestOpenings, openingsInOrder, type PlacedOpening } from '../entry/openings.ts';
import { isRecordedTable, RECORDED_TABLES, type RecordedTableName } from '../recorded/recorded-tables.ts';
import { contentOf, keyOf, rowSubject, type RowKey } from '../recorded/row-content.ts';
import { readOpening } from '../entry/commitment.ts';
import type { Difference } from '../../../platform/base/difference.ts';
import type { Row } from '../../../platform/database/table.ts';
import { differs, type Context, type Item, type Reconciler } from './reconciler.ts';

export const rows: Reconciler<'row'> = {
  subjectOf: ({ table, key }) => rowSubject(table, key),
  async compare(context, items) {
    const { database, known } = context;
    const subjects = [...new Set(items.map(({ subject }) => subject))];
    const openings = await openingsInOrder(database, subjects, known);
    const current = items.filter(({ index, subject }) => openings.get(subject)?.at(-1)?.index === index);
    const found = items.flatMap((item) => wasAltered(item, openings.get(item.subject) ?? []));
    for (const [table, some] of byTable(current)) found.push(...(await compareTable(database, table, some)));
    return found;
  },
};

/** A difference if the server found another state than the previous entry states. An erased entry states nothing. */
function wasAltered({ index, entry }: Item<'row'>, openings: readonly PlacedOpening[]): Difference[] {
  const { table, key, before } = entry;
  if (before === undefined || !isRecordedTable(table)) return [];
  const place = openings.findIndex((placed) => placed.index === index);
  if (place < 0) return [];
  const previous = openings[place - 1];
  if (previous !== undefined && previous.opening === undefined) return [];
  const expected = previous === undefined ? null : contentIn(previous, table, key);
  const isLeftOut = before === null && RECORDED_TABLES[table].mayBeMissing === true;
  return before === expected || isLeftOut ? [] : [differs('row-was-altered', table, index, key)];
}

function byTable(items: readonly Item<'row'>[]): Map<string, Item<'row'>[]> {
  const tables = new Map<string, Item<'row'>[]>();
  for (const item of items) tables.set(item.entry.table, [...(tables.get(item.entry.table) ?? []), item]);
  return tables;
}

async function compareTable(database: Connection, table: string, items: readonly Item<'row'>[]): Promise<Difference[]> {
  // The table was removed by a later version.
  if (!isRecordedTable(table)) return [];
  const rowsThere = await rowsOf(database, table, items);
  return items.flatMap(({ subject, entry, index }) => {
    const row = rowsThere.get(subject);
    if (row === undefined) {
      const mayBeMissing = entry.content === null || RECORDED_TABLES[table].mayBeMissing === true;
      return mayBeMissing ? [] : [differs('row-missing', table, index, entry.key)];
    }
    if (entry.content === null) return [differs('row-unrecorded', table, index, entry.key)];
    return contentOf(table, row) === entry.content ? [] : [differs('row-altered', table, index, entry.key)];
  });
}

async function rowsOf(
  database: Connection,
  table: RecordedTableName,
  items: readonly Item<'row'>[],
): Promise<Map<string, Row>> {
  const { key } = RECORDED_TABLES[table];
  const keys = items.map(({ entry }) => entry.key);
  const rowsThere: Row[] = await database(table).whereIn([...key], keys as unknown as string[][]);
  return new Map(rowsThere.map((row) => [rowSubject(table, keyOf(table, row)), row]));
}

/** Rows of a page of a recorded table that differ from their latest entry. */
export async function rowsWithoutEntry(
  { database, known }: Context,
  table: RecordedTableName,
  page: readonly Row[],
): Promise<Difference[]> {
  const subjectOf = (row: Row) => rowSubject(table, keyOf(table, row));
  const latest = await latestOpenings(database, page.map(subjectOf), known);
  return page.flatMap((row) => {
    const [opening, key] = [latest.get(subjectOf(row)), keyOf(table, row)];
    const content = opening === undefined ? undefined : contentIn(opening, table, key);
    const index = opening?.index ?? null;
    if (content === undefined || content === null) return [differs('row-unrecorded', table, index, key)];
    return content === contentOf(table, row) ? [] : [differs('row-altered', table, index, key)];
  });
}

function contentIn({ opening }: PlacedOpening, table: string, key: RowKey): string | null | undefined {
  const read = opening === undefined ? undefined : readOpening(opening);
  if (read?.kind !== 'opened' || read.entry.type !== 'row') return undefined;
  return rowSubject(read.entry.table, read.entry.key) === rowSubject(table, key) ? read.entry.content : undefined;
}
