import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { bytesColumn, integerColumn, textColumn } from '../../../platform/database/column.ts';
import { LedgerError } from '../../../platform/transparency/ledger-error.ts';

/** `integrated`: the durable head. `published`: the head that a quorum of witnesses has cosigned. */
export type HeadKind = 'integrated' | 'published';

export interface LogHead {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** The signed note. */
  readonly checkpoint: string;
}

export interface LogEntry {
  readonly event: Uint8Array;
  readonly entry: Uint8Array;
}

export interface StoredTile {
  readonly level: number;
  readonly index: number;
  /** Hashes of 32 bytes each. */
  readonly data: Uint8Array;
}

/** SQLite takes at most 32,766 values in a statement. */
const ROWS_IN_STATEMENT = 1_000;
const HASH_BYTES = 32;
/** A tree of less than 2^53 leaves has fewer tiles in each level. */
const TILES_IN_LEVEL = 2 ** 44;

export async function findHead(database: Connection, kind: HeadKind): Promise<LogHead | undefined> {
  const row: Record<'size' | 'root' | 'checkpoint', unknown> | undefined = await database('heads')
    .where({ kind })
    .first();
  if (row === undefined) return undefined;
  return { size: integerColumn(row.size), root: bytesColumn(row.root), checkpoint: textColumn(row.checkpoint) };
}

export async function putHead(database: Connection, kind: HeadKind, head: LogHead): Promise<void> {
  await database('heads')
    .insert({ kind, ...headColumns(head) })
    .onConflict('kind')
    .merge();
}

/**
 * Takes the write lock and checks that the integrated head is still `known`. Must be the transaction's first statement: SQLite then waits
 * for the lock before it reads.
 */
export async function holdHead(transaction: Transaction, known: LogHead): Promise<boolean> {
  const { size, checkpoint } = known;
  return (await transaction('heads').where({ kind: 'integrated', size, checkpoint }).update({ size })) === 1;
}

/** Resolves when the transactions of an earlier server that hold the head's row have ended. */
export async function awaitWriters(transaction: Transaction): Promise<void> {
  await transaction('heads')
    .where({ kind: 'integrated' })
    .update({ size: transaction.ref('size') });
}

/** Moves the integrated head from `known` to `next`. Returns `false` without a change if the head differs from `known`. */
export async function moveHead(transaction: Transaction, known: LogHead, next: LogHead): Promise<boolean> {
  const { size, checkpoint } = known;
  return (await transaction('heads').where({ kind: 'integrated', size, checkpoint }).update(headColumns(next))) === 1;
}

/** Indexes of those events that are in the log, by hex of the event. */
export async function findEvents(database: Connection, events: readonly Uint8Array[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const some of chunks(events)) {
    const rows: readonly Record<'event' | 'entry_index', unknown>[] = await database('entries')
      .select('event', 'entry_index')
      .whereIn('event', some.map(asBuffer));
    for (const row of rows) found.set(hexOf(row.event), integerColumn(row.entry_index));
  }
  return found;
}

/** Index and bytes of those events that are in the log, by hex of the event. @param events hex */
export async function findEntries(
  database: Connection,
  events: readonly string[],
): Promise<Map<string, { readonly index: number; readonly entry: Uint8Array }>> {
  const found = new Map<string, { readonly index: number; readonly entry: Uint8Array }>();
  for (const some of chunks(events)) {
    const rows: readonly Record<'event' | 'entry_index' | 'entry', unknown>[] = await database('entries').whereIn(
      'event',
      some.map((event) => Buffer.from(event, 'hex')),
    );
    for (const { event, entry_index, entry } of rows) {
      found.set(hexOf(event), { index: integerColumn(entry_index), entry: bytesColumn(entry) });
    }
  }
  return found;
}

export async function insertEntries(
  transaction: Transaction,
  first: number,
  entries: readonly LogEntry[],
): Promise<void> {
  for (const [at, some] of chunksWithStart(entries)) {
    const values = some.flatMap(({ event, entry }, offset) => [first + at + offset, asBuffer(event), asBuffer(entry)]);
    await transaction.raw(`insert into entries (entry_index, event, entry) values ${rowsOfThree(some.length)}`, values);
  }
}

export async function putTiles(transaction: Transaction, tiles: readonly StoredTile[]): Promise<void> {
  for (const some of chunks(tiles)) {
    const values = some.flatMap(({ level, index, data }) => [
      level * TILES_IN_LEVEL + index,
      data.length / HASH_BYTES,
      asBuffer(data),
    ]);
    await transaction.raw(
      `insert into tiles (id, width, hashes) values ${rowsOfThree(some.length)}
       on conflict (id) do update set width = excluded.width, hashes = excluded.hashes where excluded.width > tiles.width`,
      values,
    );
  }
}

/** The first `width` hashes of a tile; `undefined` if the tile is narrower. */
export async function findTile(
  database: Connection,
  { level, index, width }: { readonly level: number; readonly index: number; readonly width: number },
): Promise<Uint8Array | undefined> {
  const row: Record<'width' | 'hashes', unknown> | undefined = await database('tiles')
    .where({ id: level * TILES_IN_LEVEL + index })
    .first();
  if (row === undefined || integerColumn(row.width) < width) return undefined;
  return bytesColumn(row.hashes).subarray(0, width * HASH_BYTES);
}

/** Entries `from`..`to - 1` that exist, in order, with their indexes. */
export async function entriesBetween(
  database: Connection,
  from: number,
  to: number,
): Promise<(LogEntry & { readonly index: number })[]> {
  const rows: readonly Record<'entry_index' | 'event' | 'entry', unknown>[] = await database('entries')
    .where('entry_index', '>=', from)
    .where('entry_index', '<', to)
    .orderBy('entry_index');
  return rows.map((row) => ({
    index: integerColumn(row.entry_index),
    event: bytesColumn(row.event),
    entry: bytesColumn(row.entry),
  }));
}

/** The bytes of entries `from`..`to - 1` in order, 35 for each. Throws `LedgerError` `damaged` if one is missing. */
export async function entryBytes(database: Connection, from: number, to: number): Promise<Buffer> {
  const rows: readonly unknown[] = await database('entries')
    .where('entry_index', '>=', from)
    .where('entry_index', '<', to)
    .orderBy('entry_index')
    .pluck('entry');
  if (rows.length !== to - from) throw new LedgerError('damaged', 'an entry is missing');
  return Buffer.concat(rows.map(bytesColumn));
}

/** Whether the log has an entry of one of these types. The code is in the entry's second and third byte. */
export async function entriesOfTypes(database: Connection, codes: readonly number[]): Promise<boolean> {
  const bytes = codes.map((code) => Buffer.from([code >> 8, code & 0xff]));
  const found = await database('entries')
    .whereRaw(`substr(entry, 2, 2) in (${bytes.map(() => '?').join()})`, bytes)
    .first('entry_index');
  return found !== undefined;
}

/** Those of these entries that exist, by index. */
export async function entriesAt(database: Connection, indexes: readonly number[]): Promise<Map<number, Uint8Array>> {
  const rows: readonly Record<'entry_index' | 'entry', unknown>[] = await database('entries')
    .whereIn('entry_index', [...indexes])
    .select('entry_index', 'entry');
  return new Map(rows.map((row) => [integerColumn(row.entry_index), bytesColumn(row.entry)]));
}

/** One more than the highest index; 0 for an empty log. */
export async function entriesEnd(database: Connection): Promise<number> {
  const row: { last?: unknown } | undefined = await database('entries').max({ last: 'entry_index' }).first();
  return row === undefined || row.last === null ? 0 : integerColumn(row.last) + 1;
}

function hexOf(event: unknown): string {
  return Buffer.from(bytesColumn(event)).toString('hex');
}

function headColumns({ size, root, checkpoint }: LogHead) {
  return { size, root: asBuffer(root), checkpoint };
}

/** The driver accepts no other view of bytes. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function rowsOfThree(count: number): string {
  return Array.from({ length: count }, () => '(?,?,?)').join();
}

function chunks<T>(all: readonly T[]): T[][] {
  return chunksWithStart(all).map(([, some]) => some);
}

function chunksWithStart<T>(all: readonly T[]): [number, T[]][] {
  const parts: [number, T[]][] = [];
  for (let at = 0; at < all.length; at += ROWS_IN_STATEMENT) parts.push([at, all.slice(at, at + ROWS_IN_STATEMENT)]);
  return parts;
}
