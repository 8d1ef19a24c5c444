/**
 * Rows that give a right count only as the ledger has them. A row that was written without the server, or an earlier state that was put back, gives
 * nothing: it is left out, and reported.
 */
import type { Connection } from '../../../platform/database/connection.ts';
import { inSnapshot } from '../../../platform/database/in-snapshot.ts';
import { type Difference, type DifferenceCode, rowName, rowOfSubject } from '../../../platform/base/difference.ts';
import { leafHash, sameBytes } from '../../../contract/merkle/hash.ts';
import { inclusionProof, isIncluded } from '../../../platform/transparency/merkle/inclusion.ts';
import { commitTo, readOpening } from '../entry/commitment.ts';
import { nodesFromTiles, type TileReader } from '../../../platform/transparency/tile/tile-reader.ts';
import { configOf, type OpeningCodes } from '../entry/opening-codes.ts';
import { eventsOf, openingsByEvent, type CodedOpening, type SubjectEvent } from '../entry/coded-openings.ts';
import { tileReader } from '../log/log-reader.ts';
import { findEntries, type LogHead } from '../log/log-tables.ts';
import { RECORDED_TABLES, type RecordedTableName } from './recorded-tables.ts';
import type { Row } from '../../../platform/database/table.ts';
import { contentOf, keyOf, rowSubject, type RowKey } from './row-content.ts';

export interface RowProof {
  readonly codes: OpeningCodes;
  /** Reads the log. */
  readonly log: Connection;
  /** The integrated head, which this process has verified. */
  readonly head: () => LogHead;
  readonly onDifference: (difference: Difference) => void;
}

/** An entry about a row that the log has or that one of our processes wrote. */
interface Proved {
  /** Log index; `undefined` while the entry waits. */
  index: number | undefined;
  /** The id of the opening: ids grow in the order of the writing, unless someone changes the database. */
  readonly id: number;
  readonly writer: string;
  readonly number: number;
  /** `null`: the row was deleted. */
  readonly content: string | null;
}

/** Entries and rows in memory, at most; about 20 MB. */
const MAX_KEPT = 100_000;

/**
 * Remembers entries that it has verified: an entry in the log never changes. Therefore a row costs one indexed query, for the events of its
 * openings. Remembers the latest entry about each row, so that removing it from the database does not bring back the entry before.
 */
export class RowProver {
  readonly #proof: RowProof | undefined;
  readonly #proved = new Map<string, Proved>();
  readonly #latest = new Map<string, string>();

  /** @param proof absent in programs without the log: rows are compared with the openings as the database has them */
  constructor(proof?: RowProof) {
    this.#proof = proof;
  }

  /**
   * Those of the rows, with all their columns, that agree with the latest entry about them, in the same order. A row that the server changed
   * since it was read is returned as it is now.
   */
  async proven<T extends Row>(database: Connection, table: RecordedTableName, rows: readonly T[]): Promise<T[]> {
    if (rows.length === 0) return [];
    const events = await eventsOf(
      database,
      rows.map((row) => rowSubject(table, keyOf(table, row))),
    );
    const faults = await this.#faultsOf(database, table, rows, events);
    const proven: T[] = [];
    for (const [at, row] of rows.entries()) {
      const checked = faults[at] === undefined ? row : await this.#readAgain(database, table, row);
      if (checked !== undefined) proven.push(checked as T);
    }
    return proven;
  }

  /** The row with this key, as `proven`; `undefined` without one. Both queries run at once, so a report waits for one of them. */
  async find(database: Connection, table: RecordedTableName, key: RowKey): Promise<Row | undefined> {
    const readRow = async (): Promise<Row | undefined> => database(table).where(whereOf(table, key)).first();
    const readEvents = () => eventsOf(database, [rowSubject(table, key)]);
    const [row, events] =
      database.isTransaction === true
        ? [await readRow(), await readEvents()]
        : await Promise.all([readRow(), readEvents()]);
    if (row === undefined) return undefined;
    const [fault] = await this.#faultsOf(database, table, [row], events);
    return fault === undefined ? row : this.#readAgain(database, table, row);
  }

  /** Reports the rows of these subjects that are missing although the latest entry says that they exist. */
  async missing(database: Connection, table: RecordedTableName, subjects: readonly string[]): Promise<void> {
    const { key: columns, mayBeMissing = false } = RECORDED_TABLES[table];
    await inSnapshot(database, async (snapshot) => {
      const events = await eventsOf(snapshot, subjects);
      await this.#verify(snapshot, table, events);
      const keys = subjects.map((subject) => subject.slice(`row/${table}/`.length).split('/'));
      const rows: Row[] = await snapshot(table).whereIn([...columns], keys);
      const there = new Set(rows.map((row) => rowSubject(table, keyOf(table, row))));
      for (const [at, subject] of subjects.entries()) {
        const latest = this.#latestOf(subject, events);
        if (latest !== undefined) this.#remember(subject, latest);
        const content = latest?.proved.content;
        if (there.has(subject) || mayBeMissing || content === undefined || content === null) continue;
        this.#report('row-missing', table, keys[at]!);
      }
    });
  }

  /** For each row what is wrong with it; `undefined`: nothing. */
  async #faultsOf(
    database: Connection,
    table: RecordedTableName,
    rows: readonly Row[],
    events: readonly SubjectEvent[],
  ): Promise<(DifferenceCode | undefined)[]> {
    await this.#verify(database, table, events);
    return rows.map((row) => {
      const subject = rowSubject(table, keyOf(table, row));
      const before = this.#latest.get(subject);
      if (before !== undefined && !events.some(({ event }) => event === before)) return 'opening-missing';
      const latest = this.#latestOf(subject, events);
      if (latest === undefined) return 'row-unrecorded';
      this.#remember(subject, latest);
      if (latest.proved.content === null) return 'row-unrecorded';
      return latest.proved.content === contentOf(table, row) ? undefined : 'row-altered';
    });
  }

  /** An entry outside the log may still be rolled back. */
  #remember(subject: string, { event, proved }: { readonly event: string; readonly proved: Proved }): void {
    if (proved.index !== undefined) keep(this.#latest, subject, event);
  }

  #latestOf(subject: string, events: readonly SubjectEvent[]) {
    let latest: { readonly event: string; readonly proved: Proved } | undefined;
    for (const one of events) {
      const proved = one.subject === subject ? this.#proved.get(one.event) : undefined;
      if (proved === undefined) continue;
      if (latest === undefined || isLater(proved, latest.proved)) latest = { event: one.event, proved };
    }
    return latest;
  }

  /** A row and its entry are committed together, so a difference within one snapshot is real. */
  async #readAgain(database: Connection, table: RecordedTableName, row: Row): Promise<Row | undefined> {
    const key = keyOf(table, row);
    return inSnapshot(database, async (snapshot) => {
      const now: Row | undefined = await snapshot(table).where(whereOf(table, key)).first();
      if (now === undefined) return undefined;
      const events = await eventsOf(snapshot, [rowSubject(table, key)]);
      const [fault] = await this.#faultsOf(snapshot, table, [now], events);
      if (fault === undefined) return now;
      this.#report(fault, table, key);
      return undefined;
    });
  }

  #report(code: DifferenceCode, kind: string, key: RowKey): void {
    this.#proof?.onDifference({ code, kind, index: null, row: rowName(key) });
  }

  async #verify(database: Connection, table: RecordedTableName, events: readonly SubjectEvent[]): Promise<void> {
    const unknown = events.flatMap(({ event }) => (this.#proved.get(event)?.index === undefined ? [event] : []));
    if (unknown.length === 0) return;
    const places = this.#proof === undefined ? undefined : await this.#placesOf(unknown, this.#proof);
    for (const opening of await openingsByEvent(database, unknown)) {
      const proved = this.#provedOf(opening, places);
      if (proved !== undefined) keep(this.#proved, opening.event, proved);
      else
        this.#proof?.onDifference({
          code: 'opening-forged',
          index: null,
          ...rowOfSubject(opening.parts.subject, table),
        });
    }
  }

  /** Index and bytes of those entries that the signed head includes. Its tables alone prove nothing. */
  async #placesOf(events: readonly string[], { log, head }: RowProof): Promise<Places> {
    const { size, root } = head();
    const read = nodesFromTiles(remembering(tileReader(log)), size);
    const places = new Map<string, { readonly index: number; readonly entry: Uint8Array }>();
    for (const [event, { index, entry }] of await findEntries(log, events)) {
      if (index >= size) continue;
      const proof = await inclusionProof(read, index, size);
      if (isIncluded({ index, size, leaf: leafHash(entry), proof, root })) places.set(event, { index, entry });
    }
    return places;
  }

  #provedOf(
    { id, event, parts, index: marked, opening, code }: CodedOpening,
    places: Places | undefined,
  ): Proved | undefined {
    const read = opening === undefined ? undefined : readOpening(opening);
    if (opening === undefined || read?.kind !== 'opened' || read.entry.type !== 'row') return undefined;
    const { table, key, content } = read.entry;
    if (!sameBytes(commitTo(read.entry, opening), parts.entry) || rowSubject(table, key) !== parts.subject)
      return undefined;
    const [writer, number] = [code === undefined ? '' : Buffer.from(code.writer).toString('hex'), code?.number ?? 0];
    const about = { id, writer, number, content };
    const place = places?.get(event);
    if (place !== undefined) return sameBytes(place.entry, parts.entry) ? { index: place.index, ...about } : undefined;
    if (this.#proof === undefined) return { index: marked ?? undefined, ...about };
    const isOwn = code !== undefined && this.#proof.codes.isOwn({ ...parts, writer: code.writer, number }, code.code);
    return isOwn ? { index: undefined, ...about } : undefined;
  }
}

function whereOf(table: RecordedTableName, key: RowKey): Row {
  return Object.fromEntries(RECORDED_TABLES[table].key.map((column, at) => [column, key[at]]));
}

type Places = Awaited<ReturnType<typeof findEntries>>;

/** Proofs of one tree share most of their tiles. */
function remembering(read: TileReader): TileReader {
  const tiles = new Map<string, Promise<Uint8Array>>();
  return (name) => {
    const key = `${name.level}/${name.index}`;
    const tile = tiles.get(key) ?? read(name);
    tiles.set(key, tile);
    return tile;
  };
}

/** Entries outside the log are later than all in it. */
function isLater(one: Proved, other: Proved): boolean {
  if (one.index === undefined && other.index === undefined) {
    const isSameWriter = one.writer !== '' && one.writer === other.writer;
    return isSameWriter ? one.number > other.number : one.id > other.id;
  }
  if (one.index === undefined || other.index === undefined) return one.index === undefined;
  return one.index > other.index;
}

function keep<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MAX_KEPT) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}

const provers = new WeakMap<object, RowProver>();

/** Rows that are read through this database and its transactions are proved by this prover. */
export function attachProver(database: Connection, prover: RowProver): void {
  provers.set(configOf(database), prover);
}

/** As `RowProver.proven`. */
export function provenRows<T extends Row>(
  database: Connection,
  table: RecordedTableName,
  rows: readonly T[],
): Promise<T[]> {
  return (provers.get(configOf(database)) ?? new RowProver()).proven(database, table, rows);
}

/** As `RowProver.find`. */
export async function findProven<T extends Row>(
  database: Connection,
  table: RecordedTableName,
  ...key: RowKey
): Promise<T | undefined> {
  return (await (provers.get(configOf(database)) ?? new RowProver()).find(database, table, key)) as T | undefined;
}

/** As `provenRows`, for one row. */
export async function provenRow<T extends Row>(
  database: Connection,
  table: RecordedTableName,
  row: T | undefined,
): Promise<T | undefined> {
  return row === undefined ? undefined : (await provenRows(database, table, [row]))[0];
}
