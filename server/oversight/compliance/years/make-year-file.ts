/** Makes the report of a year with its evidence, line by line. */
import { encodeBase64 } from '../../../platform/transparency/text.ts';
import { rangeHash } from '../../../platform/transparency/merkle/range.ts';
import { inclusionProof } from '../../../platform/transparency/merkle/inclusion.ts';
import { rangesBefore } from '../../../platform/transparency/merkle/tail.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import type { WriteQueue } from '../../../platform/database/write-queue.ts';
import { codeIn, joinOpening, type Opening, readOpening } from '../../../records/ledger/entry/commitment.ts';
import {
  ACT_CODES,
  codesOfType,
  type Entry,
  ENTRY_TYPE_CODES,
  ROW_CODES,
} from '../../../records/ledger/entry/entry.ts';
import { openingsBetween, openingsOf, openingsUnder } from '../../../records/ledger/entry/openings.ts';
import { nodeReader } from '../../../records/ledger/log/log-reader.ts';
import { entryBytes, findHead, type LogHead } from '../../../records/ledger/log/log-tables.ts';
import type { Row } from '../../../platform/database/table.ts';
import { keyOf, rowSubject } from '../../../records/ledger/recorded/row-content.ts';
import { figuresOf } from './figures.ts';
import type { OnProgress } from './judge-year-file.ts';
import { isDecision, plainValue, timeOf, YearReader } from './read-evidence.ts';
import {
  EVIDENCE_TABLES,
  type EvidenceTable,
  OLDER_TABLES,
  PIECE_ENTRIES,
  type YearHeader,
  type YearLine,
} from './year-file.ts';

const AT_ONCE = 2_000;
/** An entry with a time is rarely further away. */
const NEAR = 64;

/** The file opens the entries under these codes. */
const OPENED = [
  ROW_CODES.rows,
  ROW_CODES.number,
  ACT_CODES.decision,
  ENTRY_TYPE_CODES.row,
  ENTRY_TYPE_CODES.act,
  ...codesOfType('export'),
  ...codesOfType('erasure'),
];

export interface YearSource {
  readonly knex: Connection;
  readonly queue: Pick<WriteQueue, 'run'>;
  /** The ledger's own database. */
  readonly log: Connection;
}

/** The rows and the head of one moment. */
export interface PreparedYear {
  readonly header: YearHeader;
  readonly head: LogHead;
  readonly rows: readonly FoundRow[];
  /** Indexes of the entries with a time around the first and the last moment of the year. */
  readonly bounds: readonly number[];
}

/** `undefined`: an entry about a row is not published yet, or nothing is. @param at wall ms */
export async function prepareYear(
  { knex, queue, log }: YearSource,
  year: number,
  at: number,
): Promise<PreparedYear | undefined> {
  const head = await findHead(log, 'published');
  if (head === undefined || head.size === 0) return undefined;
  const { size, checkpoint } = head;
  const [from, to] = [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
  const [start, end] = [await boundaryAt(knex, size, from), await boundaryAt(knex, size, to)];
  const first = Math.max(0, start.before);
  const last = end.after;
  const rows = await queue.run((transaction) => latestRows(transaction, first));
  if (rows.some(({ index }) => index === null || (index !== undefined && index >= size))) return undefined;
  const node = nodeReader(log, size);
  const before = await Promise.all(
    rangesBefore(first).map(async (range) => encodeBase64(await rangeHash(node, range))),
  );
  const about = { year: String(year), from, to, madeAt: at };
  const header: YearHeader = {
    version: 2,
    kind: 'year-figures',
    ...about,
    log: { checkpoint, first, last, before },
  };
  // The log begins or ends in the year: there is nothing before or after to be bounded
  const bounds = [
    ...(start.before < 0 ? [] : [start.before, start.after]),
    ...(end.after === size ? [] : [end.before, end.after]),
  ];
  return { header, head, rows, bounds };
}

/**
 * The lines of the file with their ends. It holds one piece of the log at a time.
 * @returns the number of figures
 */
export async function* yearLines(
  { knex, log }: Omit<YearSource, 'queue'>,
  { header, head, rows, bounds }: PreparedYear,
  onProgress: OnProgress,
): AsyncGenerator<string, number> {
  const reader = new YearReader(header, head, true);
  const { first } = header.log;
  const taken = (line: Exclude<YearLine, { readonly figures: unknown }>) => {
    reader.take(line);
    return `${JSON.stringify(line)}\n`;
  };
  yield `${JSON.stringify(header)}\n`;
  for (const { table, row } of rows) {
    const columns = Object.entries(row).map(([column, value]) => [column, plainValue(value)] as const);
    yield taken({ table, row: Object.fromEntries(columns) });
  }
  const node = nodeReader(log, head.size);
  for (const { index, opening } of openingsBefore(rows, first)) {
    const hashes = (await inclusionProof(node, index, head.size)).map(encodeBase64);
    yield taken({ index, opening: base64Of(joinOpening(opening)), hashes });
  }
  for (let from = first; from < head.size; from += PIECE_ENTRIES) {
    const to = Math.min(head.size, from + PIECE_ENTRIES);
    const lines = [taken({ entries: base64Of(await entryBytes(log, from, to)) })];
    for (const { index, opening } of await openedBetween(knex, { from, to }, bounds))
      lines.push(taken({ index, opening: base64Of(joinOpening(opening)) }));
    yield lines.join('');
    onProgress(reader.progress);
  }
  const figures = figuresOf(reader.finish().evidence);
  yield `${JSON.stringify({ figures } satisfies YearLine)}\n`;
  return figures.length;
}

interface FoundRow {
  readonly table: EvidenceTable;
  readonly row: Row;
  /** Index of the latest entry; `null`: it waits. `undefined`: there is none. */
  readonly index: number | null | undefined;
  readonly opening: Opening | undefined;
}

/** Rows that were written since the first entry, and those to which deliveries refer. */
async function latestRows(database: Connection, first: number): Promise<FoundRow[]> {
  const found: FoundRow[] = [];
  for (const table of EVIDENCE_TABLES) {
    const rows: readonly Row[] = await database(table).select('*');
    for (let start = 0; start < rows.length; start += AT_ONCE) {
      const some = rows.slice(start, start + AT_ONCE);
      const subjects = some.map((row) => rowSubject(table, keyOf(table, row)));
      const latest = await openingsOf(database, subjects);
      for (const [at, row] of some.entries()) {
        const entry = latest.get(subjects[at] ?? '');
        const isOlder = typeof entry?.index === 'number' && entry.index < first;
        if (!isOlder || OLDER_TABLES.has(table))
          found.push({ table, row, index: entry?.index, opening: entry?.opening });
      }
    }
  }
  return found;
}

function openingsBefore(rows: readonly FoundRow[], first: number) {
  return rows
    .flatMap(({ index, opening }) =>
      typeof index === 'number' && index < first && opening !== undefined ? [{ index, opening }] : [],
    )
    .sort((one, other) => one.index - other.index);
}

/** Entries about rows, files, erasures and decisions, and those that bound the year. */
async function openedBetween(
  knex: Connection,
  range: { readonly from: number; readonly to: number },
  bounds: readonly number[],
): Promise<readonly { readonly index: number; readonly opening: Opening }[]> {
  const found = await openingsUnder(knex, range, { codes: OPENED, at: bounds });
  return found.filter(({ index, entry, opening }) => {
    if (bounds.includes(index) || codeIn(entry) !== ENTRY_TYPE_CODES.act) return true;
    const read = entryIn(opening);
    return read !== undefined && isDecision(read);
  });
}

function entryIn(opening: Opening | undefined): Entry | undefined {
  const read = opening === undefined ? undefined : readOpening(opening);
  return read?.kind === 'opened' ? read.entry : undefined;
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** The last entry with a time before `ms`, -1 if there is none; the first one with a time from then on, `size` if there is none. */
async function boundaryAt(
  knex: Connection,
  size: number,
  ms: number,
): Promise<{ readonly before: number; readonly after: number }> {
  let before = -1;
  let after = size;
  for (let [low, high] = [0, size]; low < high; ) {
    const middle = Math.floor((low + high) / 2);
    const timed = await nextTimed(knex, middle, high);
    if (timed === undefined) high = middle;
    else if (timed.at < ms) {
      before = timed.index;
      low = timed.index + 1;
    } else {
      after = timed.index;
      high = middle;
    }
  }
  return { before, after };
}

/** The next entry that says its time. */
async function nextTimed(
  knex: Connection,
  from: number,
  to: number,
): Promise<{ readonly index: number; readonly at: number } | undefined> {
  for (let start = from; start < to; start += NEAR) {
    for (const { index, opening } of await openingsBetween(knex, start, Math.min(to, start + NEAR))) {
      const at = timeOf(entryIn(opening));
      if (at !== undefined) return { index, at };
    }
  }
  return undefined;
}
