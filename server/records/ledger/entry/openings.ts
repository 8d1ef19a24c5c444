import { engineOf, type Connection, type Transaction } from '../../../platform/database/connection.ts';
import type { OpeningCode } from './opening-writer.ts';
import { bytesColumn, integerColumn, nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';

/** Event, content and authentication of a ledger entry. */
export type StoredOpening = OpeningContent & OpeningCode;

interface OpeningContent {
  readonly event: Uint8Array;
  readonly subject: string;
  readonly type: string;
  readonly entry: Uint8Array;
  readonly salt: Uint8Array;
  readonly payload: Uint8Array;
}

export interface KeptOpening {
  readonly index: number;
  readonly event: Uint8Array;
  readonly subject: string;
  readonly type: string;
  readonly entry: Uint8Array;
  /** `undefined` once erased. */
  readonly opening: { readonly salt: Uint8Array; readonly payload: Uint8Array } | undefined;
}

/** Rows go to SQLite as a compound select, which has at most 500 terms. */
const ROWS_IN_STATEMENT = 400;

export async function insertOpenings(transaction: Connection, openings: readonly StoredOpening[]): Promise<void> {
  for (let from = 0; from < openings.length; from += ROWS_IN_STATEMENT) {
    await transaction('ledger_openings').insert(
      openings.slice(from, from + ROWS_IN_STATEMENT).map(({ event, entry, salt, payload, ...others }) => ({
        event: Buffer.from(event),
        entry: Buffer.from(entry),
        salt: Buffer.from(salt),
        payload: Buffer.from(payload),
        ...others,
      })),
    );
  }
}

/** Number of openings for entries `from`..`to - 1`. */
export async function countOpenings(database: Connection, from: number, to: number): Promise<number> {
  const row: { count?: unknown } | undefined = await database('ledger_openings')
    .where('entry_index', '>=', from)
    .where('entry_index', '<', to)
    .count({ count: '*' })
    .first();
  return integerColumn(row?.count);
}

export async function hasOpeningOf(database: Connection, types: readonly string[]): Promise<boolean> {
  return (
    (await database('ledger_openings')
      .whereIn('type', [...types])
      .first('id')) !== undefined
  );
}

/** Stores the log indexes of entries. */
export async function markIntegrated(
  transaction: Transaction,
  places: readonly { readonly id: number; readonly index: number }[],
): Promise<void> {
  if (places.length === 0) return;
  // PostgreSQL treats a value without a type as text.
  const rows = places.map(() => '(cast(? as bigint), cast(? as bigint))').join();
  await transaction.raw(
    `with places (opening, place) as (values ${rows})
     update ledger_openings set entry_index = places.place from places where ledger_openings.id = places.opening`,
    places.flatMap(({ id, index }) => [id, index]),
  );
}

/** Openings of entries `from`..`to - 1` in order, without the missing ones. */
export async function openingsBetween(database: Connection, from: number, to: number): Promise<KeptOpening[]> {
  const rows: readonly OpeningRow[] = await database('ledger_openings')
    .where('entry_index', '>=', from)
    .where('entry_index', '<', to)
    .orderBy('entry_index');
  return rows.map(keptOf);
}

/** Openings of entries `from`..`to - 1` under these codes, and those at some indexes, in order, without erased ones. */
export async function openingsUnder(
  database: Connection,
  { from, to }: { readonly from: number; readonly to: number },
  { codes, at }: { readonly codes: readonly number[]; readonly at: readonly number[] },
): Promise<
  { readonly index: number; readonly entry: Uint8Array; readonly opening: NonNullable<KeptOpening['opening']> }[]
> {
  const bytes = codes.map((code) => Buffer.from([code >> 8, code & 0xff]));
  const rows: readonly Record<'entry_index' | 'entry' | 'salt' | 'payload', unknown>[] = await database(
    'ledger_openings',
  )
    .where('entry_index', '>=', from)
    .where('entry_index', '<', to)
    .where((where) => {
      void where.whereRaw(`substr(entry, 2, 2) in (${bytes.map(() => '?').join()})`, bytes);
      void where.orWhereIn('entry_index', [...at]);
    })
    .whereNotNull('payload')
    .whereNotNull('salt')
    .orderBy('entry_index')
    .select('entry_index', 'entry', 'salt', 'payload');
  return rows.map(({ entry_index, entry, salt, payload }) => ({
    index: integerColumn(entry_index),
    entry: bytesColumn(entry),
    opening: { salt: bytesColumn(salt), payload: bytesColumn(payload) },
  }));
}

/** Entries of the log with their types, latest first; `payload` is absent once erased. */
export async function listOpenings(
  database: Connection,
  {
    before,
    limit,
    type,
  }: { readonly before?: number | undefined; readonly limit: number; readonly type?: string | undefined },
): Promise<{ readonly index: number; readonly type: string; readonly payload: Uint8Array | undefined }[]> {
  const rows: readonly Record<'entry_index' | 'type' | 'payload', unknown>[] = await database('ledger_openings')
    .whereNotNull('entry_index')
    .where((where) => {
      if (before !== undefined) void where.where('entry_index', '<', before);
      if (type !== undefined) void where.where({ type });
    })
    .orderBy('entry_index', 'desc')
    .limit(limit)
    .select('entry_index', 'type', 'payload');
  return rows.map((row) => ({
    index: integerColumn(row.entry_index),
    type: textColumn(row.type),
    payload: row.payload === null ? undefined : bytesColumn(row.payload),
  }));
}

/**
 * Acts of the log with their content, latest first, without the erased ones. `saying`: texts that occur in canonical JSON for one value of
 * one field only. This is exact because no value of an act contains a quotation mark.
 */
export async function actOpenings(
  database: Connection,
  {
    before,
    limit,
    saying,
  }: { readonly before: number | undefined; readonly limit: number; readonly saying: readonly string[] },
): Promise<{ readonly index: number; readonly opening: NonNullable<KeptOpening['opening']> }[]> {
  const holds = engineOf(database) === 'postgres' ? 'position(? in payload) > 0' : 'instr(payload, ?) > 0';
  const rows: readonly Record<'entry_index' | 'salt' | 'payload', unknown>[] = await database('ledger_openings')
    .where({ type: 'act' })
    .whereNotNull('entry_index')
    .whereNotNull('payload')
    .whereNotNull('salt')
    .where((where) => {
      if (before !== undefined) void where.where('entry_index', '<', before);
      for (const text of saying) void where.whereRaw(holds, [Buffer.from(text)]);
    })
    .orderBy('entry_index', 'desc')
    .limit(limit)
    .select('entry_index', 'salt', 'payload');
  return rows.map((row) => ({
    index: integerColumn(row.entry_index),
    opening: { salt: bytesColumn(row.salt), payload: bytesColumn(row.payload) },
  }));
}

const ERASED_AT_ONCE = 100;

/** Acts of entries `from` and later, before `before`, whose content was erased, latest first; at most 100. `event`: hex. */
export async function erasedActs(
  database: Connection,
  { from, before }: { readonly from: number; readonly before: number | undefined },
): Promise<{ readonly index: number; readonly event: string }[]> {
  const rows: readonly Record<'entry_index' | 'event', unknown>[] = await database('ledger_openings')
    .where({ type: 'act' })
    .whereNull('payload')
    .where('entry_index', '>=', from)
    .where((where) => {
      if (before !== undefined) void where.where('entry_index', '<', before);
    })
    .orderBy('entry_index', 'desc')
    .limit(ERASED_AT_ONCE)
    .select('entry_index', 'event');
  return rows.map(({ entry_index, event }) => ({
    index: integerColumn(entry_index),
    event: Buffer.from(bytesColumn(event)).toString('hex'),
  }));
}

/** Entered erasures whose text has this event. @param event hex */
export async function erasuresNaming(
  database: Connection,
  event: string,
): Promise<{ readonly index: number; readonly payload: Uint8Array }[]> {
  const holds = engineOf(database) === 'postgres' ? 'position(? in payload) > 0' : 'instr(payload, ?) > 0';
  const rows: readonly Record<'entry_index' | 'payload', unknown>[] = await database('ledger_openings')
    .where({ subject: 'erasure' })
    .whereNotNull('entry_index')
    .whereNotNull('payload')
    .whereRaw(holds, [Buffer.from(event)])
    .select('entry_index', 'payload');
  return rows.map(({ entry_index, payload }) => ({
    index: integerColumn(entry_index),
    payload: bytesColumn(payload),
  }));
}

/** Openings by subject; the latest of several. `index` is `null` while the entry is not marked as integrated. */
export async function openingsOf(
  database: Connection,
  subjects: readonly string[],
): Promise<Map<string, { readonly index: number | null; readonly opening: KeptOpening['opening'] }>> {
  const rows: readonly (OpeningRow & { subject: unknown })[] = await database('ledger_openings')
    .whereIn('subject', subjects)
    .orderBy('id');
  return new Map(
    rows.map((row) => [
      textColumn(row.subject),
      { index: nullableIntegerColumn(row.entry_index), opening: openingIn(row) },
    ]),
  );
}

/** One more than the highest index of an opening; 0 without one. */
export async function openingsEnd(database: Connection): Promise<number> {
  const row: { last?: unknown } | undefined = await database('ledger_openings').max({ last: 'entry_index' }).first();
  return row === undefined || row.last === null ? 0 : integerColumn(row.last) + 1;
}

/** Subject and type of the openings of these events, and whether their content is there. @param events hex */
export async function contentsOf(
  database: Connection,
  events: readonly string[],
): Promise<{ readonly subject: string; readonly type: string; readonly hasContent: boolean }[]> {
  const rows: readonly Record<'subject' | 'type' | 'payload' | 'salt', unknown>[] = await database('ledger_openings')
    .whereIn(
      'event',
      events.map((event) => Buffer.from(event, 'hex')),
    )
    .select('subject', 'type', 'payload', 'salt');
  return rows.map(({ subject, type, payload, salt }) => ({
    subject: textColumn(subject),
    type: textColumn(type),
    hasContent: payload !== null || salt !== null,
  }));
}

/** Number of marked openings of entries before `end` about rows of a table. */
export async function countAboutRows(database: Connection, table: string, end: number): Promise<number> {
  if (end === 0) return 0;
  const row: { count?: unknown } | undefined = await database('ledger_openings')
    .where('subject', '>=', `row/${table}/`)
    .where('subject', '<', `row/${table}0`)
    .where('entry_index', '<', end)
    .count({ count: '*' })
    .first();
  return integerColumn(row?.count);
}

/** Subjects after `after` of openings about rows of a table, in order. */
export async function subjectsAfter(
  database: Connection,
  table: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  const subjects: readonly unknown[] = await database('ledger_openings')
    .distinct('subject')
    .where('subject', '>', after)
    .where('subject', '<', `row/${table}0`)
    .orderBy('subject')
    .limit(limit)
    .pluck('subject');
  return subjects.map(textColumn);
}

/** Erases the content of entries; the log keeps their hashes. Returns the number of openings erased now. */
export async function eraseOpenings(transaction: Transaction, events: readonly Uint8Array[]): Promise<number> {
  return transaction('ledger_openings')
    .whereIn(
      'event',
      events.map((event) => Buffer.from(event)),
    )
    .whereNotNull('salt')
    .update({ salt: null, payload: null });
}

type OpeningRow = Record<'entry_index' | 'event' | 'subject' | 'type' | 'entry' | 'salt' | 'payload', unknown>;

function openingIn(row: OpeningRow): KeptOpening['opening'] {
  if (row.salt === null || row.payload === null) return undefined;
  return { salt: bytesColumn(row.salt), payload: bytesColumn(row.payload) };
}

function keptOf(row: OpeningRow): KeptOpening {
  return {
    index: integerColumn(row.entry_index),
    ...unmarkedOf(row),
  };
}

function unmarkedOf(row: OpeningRow): Omit<KeptOpening, 'index'> {
  return {
    event: bytesColumn(row.event),
    subject: textColumn(row.subject),
    type: textColumn(row.type),
    entry: bytesColumn(row.entry),
    opening: openingIn(row),
  };
}

/** The openings of entries `from`..`to - 1`, by index. Unmarked openings are found by their events. */
export async function openingsOfEntries(
  database: Connection,
  { from, to }: { readonly from: number; readonly to: number },
  entries: readonly { readonly index: number; readonly event: Uint8Array }[],
): Promise<Map<number, KeptOpening>> {
  const openings = new Map((await openingsBetween(database, from, to)).map((one) => [one.index, one]));
  const unmarked = entries.filter(({ index }) => !openings.has(index));
  if (unmarked.length === 0) return openings;
  const rows: readonly OpeningRow[] = await database('ledger_openings')
    .whereNull('entry_index')
    .whereIn(
      'event',
      unmarked.map(({ event }) => Buffer.from(event)),
    );
  const byEvent = new Map(rows.map((row) => [Buffer.from(bytesColumn(row.event)).toString('hex'), row]));
  for (const { index, event } of unmarked) {
    const row = byEvent.get(Buffer.from(event).toString('hex'));
    if (row !== undefined) openings.set(index, { ...unmarkedOf(row), index });
  }
  return openings;
}

export interface PlacedOpening {
  /** Index in the log; `null` while the entry waits. */
  readonly index: number | null;
  /** `undefined` once erased. */
  readonly opening: KeptOpening['opening'];
}

/**
 * All openings of each subject in the log's order, which cannot be altered, unlike the order of the table. Waiting openings come last.
 * `known`: indexes of unmarked openings that the log already has, by id.
 */
export async function openingsInOrder(
  database: Connection,
  subjects: readonly string[],
  known: ReadonlyMap<number, number>,
): Promise<Map<string, readonly PlacedOpening[]>> {
  const rows: readonly (OpeningRow & { id: unknown })[] = await database('ledger_openings').whereIn('subject', [
    ...subjects,
  ]);
  const found = new Map<string, (PlacedOpening & { readonly order: number; readonly id: number })[]>();
  for (const row of rows) {
    const id = integerColumn(row.id);
    const index = nullableIntegerColumn(row.entry_index) ?? known.get(id) ?? null;
    const placed = { index, order: index ?? Number.MAX_SAFE_INTEGER, id, opening: openingIn(row) };
    const subject = textColumn(row.subject);
    const some = found.get(subject);
    if (some === undefined) found.set(subject, [placed]);
    else some.push(placed);
  }
  for (const some of found.values()) some.sort((one, other) => one.order - other.order || one.id - other.id);
  return found;
}

/** The latest opening of each subject, as `openingsInOrder` places them. */
export async function latestOpenings(
  database: Connection,
  subjects: readonly string[],
  known: ReadonlyMap<number, number>,
): Promise<Map<string, PlacedOpening>> {
  const all = await openingsInOrder(database, subjects, known);
  return new Map([...all].map(([subject, openings]) => [subject, openings.at(-1)!]));
}

/** Log index of the latest entry about a subject; `null` while it waits, `undefined` if there is none. */
export async function entryIndexOf(database: Connection, subject: string): Promise<number | null | undefined> {
  const row: { entry_index: unknown } | undefined = await database('ledger_openings')
    .where({ subject })
    .orderBy('id', 'desc')
    .first('entry_index');
  return row === undefined ? undefined : nullableIntegerColumn(row.entry_index);
}
