/** Makes the report of a year with its evidence. */
import { encodeBase64 } from '../../transparency/text.ts';
import { rangeHash } from '../../transparency/merkle/range.ts';
import { inclusionProof } from '../../transparency/merkle/inclusion.ts';
import { rangesBefore } from '../../transparency/merkle/tail.ts';
import type { Connection } from '../../database/connection.ts';
import type { WriteQueue } from '../../database/write-queue.ts';
import { joinOpening, readOpening } from '../../ledger/entry/commitment.ts';
import type { Entry } from '../../ledger/entry/entry.ts';
import { openingsBetween, openingsOf } from '../../ledger/entry/openings.ts';
import { nodeReader } from '../../ledger/log/log-reader.ts';
import { entriesBetween, findHead } from '../../ledger/log/log-tables.ts';
import { keyOf, type Row, rowSubject } from '../../ledger/recorded/row-content.ts';
import { erasedByDay } from '../../privacy/tables/erasures.ts';
import { countPassed } from '../../training/tables/exam-table.ts';
import { closedFigures, figuresOf, isDecisionAct } from './figures.ts';
import { plainValue, readParts, timeOf } from './read-evidence.ts';
import { EVIDENCE_TABLES, type EvidenceTable, type YearFile } from './year-file.ts';

/** More entries are left out of the file. 200,000 are about 10 megabytes, without the opened ones. */
const MOST_ENTRIES = 200_000;
const AT_ONCE = 2_000;
/** An entry with a time is rarely further away. */
const NEAR = 64;

export interface YearSource {
  readonly knex: Connection;
  readonly queue: Pick<WriteQueue, 'run'>;
  /** The ledger's own database. */
  readonly log: Connection;
}

type Opening = YearFile['openings'][number];
type Kept = Awaited<ReturnType<typeof openingsBetween>>[number]['opening'];

/** `undefined`: an entry about a row is not published yet, or nothing is. @param at wall ms @param mostEntries for tests */
export async function makeYearFile(
  { knex, queue, log }: YearSource,
  year: number,
  at: number,
  mostEntries = MOST_ENTRIES,
): Promise<YearFile | undefined> {
  const head = await findHead(log, 'published');
  if (head === undefined || head.size === 0) return undefined;
  const { size, checkpoint } = head;
  const [from, to] = [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
  const first = Math.max(0, (await boundaryAt(knex, size, from)).before);
  const last = (await boundaryAt(knex, size, to)).after;
  const isWhole = size - first <= mostEntries;
  const node = nodeReader(log, size);
  const proved = async (index: number, opening: NonNullable<Kept>): Promise<Opening> => {
    const isInside = isWhole && index >= first;
    return {
      index,
      opening: encodeBase64(joinOpening(opening)),
      ...(!isInside && { hashes: (await inclusionProof(node, index, size)).map(encodeBase64) }),
    };
  };
  const found = await queue.run((transaction) => latestRows(transaction, first));
  if (found.some(({ index }) => index === null || (index !== undefined && index >= size))) return undefined;
  const openings = new Map<number, Opening>();
  for (const { index, opening } of found)
    if (typeof index === 'number' && opening !== undefined) openings.set(index, await proved(index, opening));
  if (isWhole) {
    for (const one of await openedFrom(knex, { first, last, size }))
      openings.set(one.index, await proved(one.index, one.opening));
  } else {
    const subjects = found.flatMap(({ row: { digest }, table }) =>
      table === 'sharing_deliveries' && typeof digest === 'string' ? [`export/${digest}`] : [],
    );
    for (let start = 0; start < subjects.length; start += AT_ONCE)
      for (const one of (await openingsOf(knex, subjects.slice(start, start + AT_ONCE))).values())
        if (one.index !== null && one.index < size && one.opening !== undefined)
          openings.set(one.index, await proved(one.index, one.opening));
    for (const index of [first, last]) {
      const [bound] = await openingsBetween(knex, index, index + 1);
      if (index < size && bound?.opening !== undefined) openings.set(index, await proved(index, bound.opening));
    }
  }
  const file: YearFile = {
    version: 1,
    kind: 'year-figures',
    year: String(year),
    from,
    to,
    madeAt: at,
    figures: [],
    log: {
      checkpoint,
      first,
      last,
      entries: isWhole ? encodeBase64(await entryBytes(log, first, size)) : null,
      before: isWhole
        ? await Promise.all(rangesBefore(first, size).map(async (range) => encodeBase64(await rangeHash(node, range))))
        : [],
    },
    openings: [...openings.values()].sort((one, other) => one.index - other.index),
    rows: found.map(({ table, row }) => ({
      table,
      row: Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plainValue(value)])),
    })),
  };
  const erased = (await erasedByDay(knex, from)).filter((day) => day.at < to);
  const closed = closedFigures({
    capturesErased: erased.reduce((sum, { count }) => sum + count, 0),
    examsPassed: await countPassed(knex, { from, to }),
  });
  return { ...file, figures: [...figuresOf(readParts(file).evidence), ...closed] };
}

interface FoundRow {
  readonly table: EvidenceTable;
  readonly row: Row;
  /** Index of the latest entry; `null`: it waits. `undefined`: there is none. */
  readonly index: number | null | undefined;
  readonly opening: Kept;
}

/** Their rows of earlier years are needed too. */
const OLDER: ReadonlySet<EvidenceTable> = new Set(['sharing_agreements', 'sharing_commitments']);

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
        if (!isOlder || OLDER.has(table)) found.push({ table, row, index: entry?.index, opening: entry?.opening });
      }
    }
  }
  return found;
}

/** Entries about rows, files and decisions from the first one on, and those that bound the year. */
async function openedFrom(
  knex: Connection,
  { first, last, size }: { readonly first: number; readonly last: number; readonly size: number },
): Promise<{ readonly index: number; readonly opening: NonNullable<Kept> }[]> {
  const opened: { readonly index: number; readonly opening: NonNullable<Kept> }[] = [];
  for (let start = first; start < size; start += AT_ONCE) {
    for (const { index, type, opening } of await openingsBetween(knex, start, Math.min(size, start + AT_ONCE))) {
      if (opening === undefined) continue;
      const isShown =
        type === 'row' ||
        type === 'export' ||
        index === first ||
        index === last ||
        (type === 'act' && isDecision(opening));
      if (isShown) opened.push({ index, opening });
    }
  }
  return opened;
}

function isDecision(opening: NonNullable<Kept>): boolean {
  const entry = entryIn(opening);
  return entry?.type === 'act' && isDecisionAct(entry.act);
}

function entryIn(opening: Kept): Entry | undefined {
  const read = opening === undefined ? undefined : readOpening(opening);
  return read?.kind === 'opened' ? read.entry : undefined;
}

async function entryBytes(log: Connection, first: number, size: number): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for (let start = first; start < size; start += AT_ONCE)
    for (const { entry } of await entriesBetween(log, start, Math.min(size, start + AT_ONCE))) all.push(entry);
  return Buffer.concat(all);
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
