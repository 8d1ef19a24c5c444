/** Openings with the codes of the processes that wrote them, before anything proves their content. */
import type { Connection } from '../../../platform/database/connection.ts';
import { integerColumn, nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';
import type { KeptOpening } from './openings.ts';

export interface WaitingEntry {
  readonly id: number;
  readonly event: Uint8Array;
  readonly subject: string;
  readonly type: string;
  readonly entry: Uint8Array;
  /** `undefined` if the opening has no code. */
  readonly code: { readonly writer: Uint8Array; readonly number: number; readonly code: Uint8Array } | undefined;
}

/** Entries that are not marked as integrated, in the order in which they were made. */
export async function waitingEntries(database: Connection, limit: number): Promise<WaitingEntry[]> {
  const rows: readonly (CodedRow & { id: unknown })[] = await database('ledger_openings')
    .select('id', ...CODED_COLUMNS)
    .whereNull('entry_index')
    .orderBy('id')
    .limit(limit);
  return rows.map((row) => ({ id: integerColumn(row.id), ...codedOf(row) }));
}

const CODED_COLUMNS = ['event', 'subject', 'type', 'entry', 'writer', 'number', 'code'] as const;
type CodedRow = Record<(typeof CODED_COLUMNS)[number], unknown>;

/** A row that this program cannot have written is one without a code. */
function codedOf(row: CodedRow): Omit<WaitingEntry, 'id'> {
  const { event, subject, type, entry, writer, number, code } = row;
  const isWhole = [event, entry].every((bytes) => bytes instanceof Uint8Array);
  const isCoded = isWhole && writer instanceof Uint8Array && code instanceof Uint8Array && number !== null;
  return {
    event: event instanceof Uint8Array ? event : new Uint8Array(),
    subject: String(subject),
    type: String(type),
    entry: entry instanceof Uint8Array ? entry : new Uint8Array(),
    code: isCoded ? { writer, number: Number(number), code } : undefined,
  };
}

/** The latest openings, in no order. */
export async function latestCoded(database: Connection, limit: number): Promise<Omit<WaitingEntry, 'id'>[]> {
  const rows: readonly CodedRow[] = await database('ledger_openings')
    .select(...CODED_COLUMNS)
    .orderBy('id', 'desc')
    .limit(limit);
  return rows.map(codedOf);
}

/** The highest number of a writer among the latest entries of the log; 0 if there is none. */
export async function lastNumberOf(database: Connection, writer: Uint8Array, among: number): Promise<number> {
  const latest = database('ledger_openings')
    .select('writer', 'number')
    .whereNotNull('entry_index')
    .orderBy('entry_index', 'desc')
    .limit(among);
  const row: { last?: unknown } | undefined = await database
    .from(latest.as('latest'))
    .where({ writer: Buffer.from(writer) })
    .max({ last: 'number' })
    .first();
  return row === undefined || row.last === null ? 0 : integerColumn(row.last);
}

export interface SubjectEvent {
  readonly subject: string;
  /** Hex. */
  readonly event: string;
}

/** The events of all openings with these subjects. An event that is not of bytes was not written by a server. */
export async function eventsOf(database: Connection, subjects: readonly string[]): Promise<SubjectEvent[]> {
  const rows: readonly Record<'subject' | 'event', unknown>[] = await database('ledger_openings')
    .whereIn('subject', [...subjects])
    .select('subject', 'event');
  return rows.flatMap(({ subject, event }) =>
    event instanceof Uint8Array ? [{ subject: textColumn(subject), event: Buffer.from(event).toString('hex') }] : [],
  );
}

export interface CodedOpening {
  readonly id: number;
  /** Hex. */
  readonly event: string;
  readonly index: number | null;
  readonly parts: Pick<WaitingEntry, 'event' | 'subject' | 'type' | 'entry'>;
  readonly opening: KeptOpening['opening'];
  readonly code: WaitingEntry['code'];
}

const EVENTS_AT_ONCE = 500;

/** @param events hex */
export async function openingsByEvent(database: Connection, events: readonly string[]): Promise<CodedOpening[]> {
  const found: CodedOpening[] = [];
  for (let from = 0; from < events.length; from += EVENTS_AT_ONCE) {
    const some = events.slice(from, from + EVENTS_AT_ONCE).map((event) => Buffer.from(event, 'hex'));
    const rows: readonly (CodedRow & Record<'id' | 'entry_index' | 'salt' | 'payload', unknown>)[] = await database(
      'ledger_openings',
    ).whereIn('event', some);
    for (const row of rows) {
      const { code, ...parts } = codedOf(row);
      const { salt, payload } = row;
      const isOpen = salt instanceof Uint8Array && payload instanceof Uint8Array;
      const event = Buffer.from(parts.event).toString('hex');
      const opening = isOpen ? { salt, payload } : undefined;
      const id = integerColumn(row.id);
      found.push({ id, event, index: nullableIntegerColumn(row.entry_index), parts, opening, code });
    }
  }
  return found;
}
