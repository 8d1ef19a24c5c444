import { integerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { wordColumn } from '../../platform/database/word-column.ts';
import { type Count, FIGURES, type Figure } from './count.ts';
import { KEPT_MS, type Span, SPANS, slotOf } from './spans.ts';

/** A sum over lanes, or the count of one lane. */
export interface SlotCount {
  /** Start of the slot, wall ms. */
  readonly slot: number;
  readonly figure: Figure;
  readonly value: string;
  readonly count: number;
}

/** Rows per statement. */
const ROWS_AT_ONCE = 100;

/** Adds counts to the slot of each length that contains them. */
export async function addCounts(transaction: Transaction, counts: readonly Count[]): Promise<void> {
  const rows = sumsOf(counts).map(({ kioskId, ...sum }) => ({ ...sum, kiosk_id: kioskId }));
  const count = transaction.raw('?? + ??', ['figure_counts.count', 'excluded.count']);
  for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) {
    await transaction('figure_counts')
      .insert(rows.slice(first, first + ROWS_AT_ONCE))
      .onConflict(['span', 'slot', 'kiosk_id', 'figure', 'value'])
      .merge({ count });
  }
}

interface Sum extends Omit<Count, 'at'> {
  readonly span: Span;
  readonly slot: number;
}

function sumsOf(counts: readonly Count[]): readonly Sum[] {
  const sums = new Map<string, Sum>();
  for (const { at, count, ...what } of counts) {
    for (const span of SPANS) {
      const slot = slotOf(span, at);
      const key = `${span} ${slot} ${what.kioskId} ${what.figure} ${what.value}`;
      sums.set(key, { ...what, span, slot, count: (sums.get(key)?.count ?? 0) + count });
    }
  }
  return [...sums.values()];
}

export interface Wanted {
  readonly span: Span;
  /** First slot, and the slot after the last. */
  readonly from: number;
  readonly to: number;
  readonly kioskIds: readonly string[];
  readonly figures?: readonly Figure[];
}

/** SQLite accepts some thousand values in one statement. */
const LANES_AT_ONCE = 500;

/** Sums over the lanes. */
export async function readCounts(database: Connection, wanted: Wanted): Promise<readonly SlotCount[]> {
  const rows = await read(database, wanted, ['slot', 'figure', 'value']);
  return rows.map((row) => ({ slot: integerColumn(row['slot']), ...what(row) }));
}

/** Sums over the slots, for each lane. */
export async function readLaneCounts(
  database: Connection,
  wanted: Wanted,
): Promise<readonly (Omit<SlotCount, 'slot'> & { readonly kioskId: string })[]> {
  const rows = await read(database, wanted, ['kiosk_id', 'figure', 'value']);
  return rows.map((row) => ({ kioskId: textColumn(row['kiosk_id']), ...what(row) }));
}

type Row = Readonly<Record<string, unknown>>;

function what(row: Row) {
  return {
    figure: wordColumn(FIGURES, row['figure']),
    value: textColumn(row['value']),
    count: integerColumn(row['count']),
  };
}

async function read(database: Connection, wanted: Wanted, by: readonly string[]): Promise<readonly Row[]> {
  const { span, from, to, kioskIds, figures = FIGURES } = wanted;
  const found: Row[] = [];
  for (let first = 0; first < kioskIds.length; first += LANES_AT_ONCE) {
    const rows: readonly Row[] = await database('figure_counts')
      .where({ span })
      .where('slot', '>=', from)
      .where('slot', '<', to)
      .whereIn('figure', figures)
      .whereIn('kiosk_id', kioskIds.slice(first, first + LANES_AT_ONCE))
      .groupBy(by)
      .select(by)
      .sum({ count: 'count' });
    found.push(...rows);
  }
  return kioskIds.length > LANES_AT_ONCE ? addedUp(found, by) : found;
}

function addedUp(rows: readonly Row[], by: readonly string[]): readonly Row[] {
  const sums = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify(by.map((column) => row[column]));
    const before = sums.get(key);
    sums.set(key, { ...row, count: integerColumn(row['count']) + (before ? integerColumn(before['count']) : 0) });
  }
  return [...sums.values()];
}

/** Start of the first slot with a count of these lanes; `Infinity` without any. */
export async function firstSlot(database: Connection, span: Span, kioskIds: readonly string[]): Promise<number> {
  let first = Number.POSITIVE_INFINITY;
  for (let at = 0; at < kioskIds.length; at += LANES_AT_ONCE) {
    const row: { first?: unknown } | undefined = await database('figure_counts')
      .where({ span })
      .whereIn('kiosk_id', kioskIds.slice(at, at + LANES_AT_ONCE))
      .min({ first: 'slot' })
      .first();
    if (row?.first !== null && row?.first !== undefined) first = Math.min(first, integerColumn(row.first));
  }
  return first;
}

/** Deletes slots whose retention time has expired. */
export async function forgetOldCounts(transaction: Transaction, now: number): Promise<void> {
  for (const span of SPANS) {
    await transaction('figure_counts')
      .where({ span })
      .where('slot', '<', now - KEPT_MS[span])
      .del();
  }
}

/** Position up to which is counted: a position of the feed, or wall ms. */
const MARKS = ['reports', 'referrals'] as const;
export type Mark = (typeof MARKS)[number];

export async function readMark(database: Connection, name: Mark): Promise<number> {
  const row: { position: unknown } | undefined = await database('figure_marks').where({ name }).first('position');
  return row === undefined ? 0 : integerColumn(row.position);
}

/** `false`, without a change, when another server has counted further. */
export async function moveMark(transaction: Transaction, name: Mark, before: number, after: number): Promise<boolean> {
  if ((await readMark(transaction, name)) !== before) return false;
  await transaction('figure_marks').insert({ name, position: after }).onConflict('name').merge();
  return true;
}
