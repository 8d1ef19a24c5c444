import type { Connection, Transaction } from './connection.ts';
import { bytesColumn, integerColumn, nullableIntegerColumn, textColumn } from './column.ts';

/** What an entry of the ledger says, beside its bytes in the log. */
export interface StoredOpening {
  readonly event: Uint8Array;
  readonly subject: string;
  readonly type: string;
  readonly entry: Uint8Array;
  readonly salt: Uint8Array;
  readonly payload: Uint8Array;
}

export interface WaitingEntry {
  readonly id: number;
  readonly event: Uint8Array;
  readonly entry: Uint8Array;
}

export interface KeptOpening {
  readonly index: number;
  readonly event: Uint8Array;
  readonly entry: Uint8Array;
  /** `undefined` once erased. */
  readonly opening: { readonly salt: Uint8Array; readonly payload: Uint8Array } | undefined;
}

export async function insertOpening(transaction: Transaction, opening: StoredOpening): Promise<void> {
  const { subject, type } = opening;
  await transaction('ledger_openings').insert({
    event: Buffer.from(opening.event),
    subject,
    type,
    entry: Buffer.from(opening.entry),
    salt: Buffer.from(opening.salt),
    payload: Buffer.from(opening.payload),
  });
}

/** Entries that are not known to be in the log, in the order they were made. */
export async function waitingEntries(database: Connection, limit: number): Promise<WaitingEntry[]> {
  const rows: readonly Record<'id' | 'event' | 'entry', unknown>[] = await database('ledger_openings')
    .select('id', 'event', 'entry')
    .whereNull('entry_index')
    .orderBy('id')
    .limit(limit);
  return rows.map((row) => ({
    id: integerColumn(row.id),
    event: bytesColumn(row.event),
    entry: bytesColumn(row.entry),
  }));
}

/** Notes where entries stand in the log. */
export async function markIntegrated(
  transaction: Transaction,
  places: readonly { readonly id: number; readonly index: number }[],
): Promise<void> {
  if (places.length === 0) return;
  // PostgreSQL takes a value of no stated type for text.
  const rows = places.map(() => '(cast(? as bigint), cast(? as bigint))').join();
  await transaction.raw(
    `with places (opening, place) as (values ${rows})
     update ledger_openings set entry_index = places.place from places where ledger_openings.id = places.opening`,
    places.flatMap(({ id, index }) => [id, index]),
  );
}

/** Of entries `from`..`to - 1`, those that are known, in order. */
export async function openingsBetween(database: Connection, from: number, to: number): Promise<KeptOpening[]> {
  const rows: readonly OpeningRow[] = await database('ledger_openings')
    .where('entry_index', '>=', from)
    .where('entry_index', '<', to)
    .orderBy('entry_index');
  return rows.map(keptOf);
}

/** Entries of the log and their types, the latest first; `payload` is absent once erased. */
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

/** By subject, of those that are known; the latest of several. `index`: `null` while it is not known to be in the log. */
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

/** Erases what entries say; the log keeps their hashes. Returns how many had not been erased before. */
export async function eraseOpenings(transaction: Transaction, events: readonly Uint8Array[]): Promise<number> {
  return transaction('ledger_openings')
    .whereIn(
      'event',
      events.map((event) => Buffer.from(event)),
    )
    .whereNotNull('salt')
    .update({ salt: null, payload: null });
}

type OpeningRow = Record<'entry_index' | 'event' | 'entry' | 'salt' | 'payload', unknown>;

function openingIn(row: OpeningRow): KeptOpening['opening'] {
  if (row.salt === null || row.payload === null) return undefined;
  return { salt: bytesColumn(row.salt), payload: bytesColumn(row.payload) };
}

function keptOf(row: OpeningRow): KeptOpening {
  return {
    index: integerColumn(row.entry_index),
    event: bytesColumn(row.event),
    entry: bytesColumn(row.entry),
    opening: openingIn(row),
  };
}

/** Where the latest entry about a subject stands; `null` while it waits to be integrated, `undefined` where there is none. */
export async function entryIndexOf(database: Connection, subject: string): Promise<number | null | undefined> {
  const row: { entry_index: unknown } | undefined = await database('ledger_openings')
    .where({ subject })
    .orderBy('id', 'desc')
    .first('entry_index');
  return row === undefined ? undefined : nullableIntegerColumn(row.entry_index);
}
