/** Pure: reads the parts of a report of a year as evidence, and checks them against the root of the log. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { leafHash, sameBytes } from '../../contract/merkle/hash.ts';
import { commitTo, ENTRY_BYTES, readOpening, splitOpening } from '../../ledger/entry/commitment.ts';
import { ENTRY_TYPE_CODES, type Entry } from '../../ledger/entry/entry.ts';
import { contentOf, keyOf, type Row, rowSubject } from '../../ledger/recorded/row-content.ts';
import { isIncluded } from '../../transparency/merkle/inclusion.ts';
import { rootOfTail } from '../../transparency/merkle/tail.ts';
import { decodeBase64 } from '../../transparency/text.ts';
import type { YearEvidence } from './figures.ts';
import { EVIDENCE_TABLES, type EvidenceTable, type YearFile } from './year-file.ts';

/** An entry that the file opens. */
interface OpenedEntry {
  readonly index: number;
  readonly entry: Entry;
  /** Its 35 bytes in the log. */
  readonly bytes: Uint8Array;
  readonly hashes: readonly Uint8Array[] | undefined;
}

/** The parts of a file, decoded. */
export interface YearParts {
  readonly file: YearFile;
  /** In the order of the log, without those that are no entries. */
  readonly opened: readonly OpenedEntry[];
  /** The entries from the first one on; `undefined`: left out. */
  readonly entries: readonly Uint8Array[] | undefined;
  readonly evidence: YearEvidence;
}

/** When an entry was made, as it says; `undefined`: its type has no time. */
export function timeOf(entry: Entry | undefined): number | undefined {
  if (entry === undefined) return undefined;
  if (entry.type === 'report') return entry.receivedAt;
  return 'at' in entry ? entry.at : undefined;
}

/** Throws `LedgerError` `malformed-base64`. */
export function readParts(file: YearFile): YearParts {
  const { first, last } = file.log;
  const entries = file.log.entries === null ? undefined : entriesIn(decodeBase64(file.log.entries));
  const opened = file.openings
    .flatMap(({ index, opening, hashes }): OpenedEntry[] => {
      const split = splitOpening(decodeBase64(opening));
      const read = readOpening(split);
      if (read.kind !== 'opened') return [];
      const bytes = commitTo(read.entry.type, split);
      return [{ index, entry: read.entry, bytes, hashes: hashes?.map(decodeBase64) }];
    })
    .sort((one, other) => one.index - other.index);
  const earliest = timeOf(opened.find(({ index }) => index === first)?.entry);
  const begin = earliest !== undefined && earliest < file.from ? first + 1 : first;
  const counts = entries && new Map<number, number>();
  for (const [at, entry] of (entries ?? []).entries()) {
    if (first + at < begin || first + at >= last) continue;
    const code = codeOf(entry);
    counts?.set(code, (counts.get(code) ?? 0) + 1);
  }
  return {
    file,
    opened,
    entries,
    evidence: {
      from: file.from,
      to: file.to,
      at: file.madeAt,
      entries: counts,
      opened: opened.map(({ entry, index }) => ({ entry, isOfYear: index >= begin && index < last })),
      rowsOf: (table) => file.rows.flatMap((one) => (one.table === table ? [one.row] : [])),
    },
  };
}

function entriesIn(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / ENTRY_BYTES) }, (_, at) =>
    bytes.subarray(at * ENTRY_BYTES, (at + 1) * ENTRY_BYTES),
  );
}

function codeOf(entry: Uint8Array): number {
  return ((entry[1] ?? 0) << 8) | (entry[2] ?? 0);
}

/** Entries that are made at nearly the same time can come into the log in another order. */
const OUT_OF_ORDER_MS = 3_600_000;

export interface CheckedParts {
  /** Sentences, each about a part that the log contradicts; empty: all parts are those of the log. */
  readonly faults: readonly string[];
  /** Entries about rows whose content was erased. */
  readonly closedRows: number;
  /** Tables with rows that were deleted. */
  readonly erased: ReadonlySet<EvidenceTable>;
}

/** @param head of the checkpoint in the file, which the reader trusts */
export function checkParts(parts: YearParts, head: { readonly size: number; readonly root: Uint8Array }): CheckedParts {
  const { file, opened, entries } = parts;
  const { first, before, last } = file.log;
  const faults: string[] = [];
  if (entries !== undefined) {
    const root = rootOfTail(first, entries.map(leafHash), before.map(decodeBase64));
    const isWhole = entries.every((entry) => entry.length === ENTRY_BYTES) && first + entries.length === head.size;
    if (!isWhole || root === undefined || !sameBytes(root, head.root))
      faults.push('The entries of the file are not those of the log.');
  }
  if (opened.length !== file.openings.length) faults.push('An opened entry is not of the form of an entry.');
  for (const { index, bytes, hashes } of opened) {
    const own = entries?.[index - first];
    const isInLog =
      hashes === undefined
        ? own !== undefined && sameBytes(own, bytes)
        : isIncluded({ index, size: head.size, leaf: leafHash(bytes), proof: hashes, root: head.root });
    if (!isInLog) faults.push(`The log has no such entry ${index}.`);
  }
  const atIndex = new Map(opened.map((one) => [one.index, one.entry]));
  const start = timeOf(atIndex.get(first));
  if (first > 0 && (start === undefined || start >= file.from))
    faults.push('The first entry of the file is not from before the year.');
  const end = timeOf(atIndex.get(last));
  if (last < head.size && (end === undefined || end < file.to))
    faults.push('Entries of the year are after the last one that the file counts.');
  for (const [at, { isOfYear, entry }] of parts.evidence.opened.entries()) {
    const time = isOfYear ? timeOf(entry) : undefined;
    if (time !== undefined && (time < file.from - OUT_OF_ORDER_MS || time >= file.to + OUT_OF_ORDER_MS))
      faults.push(`Entry ${opened[at]?.index} is counted and is not of the year.`);
  }
  const erased = checkRows(parts, faults);
  const opens = new Set(opened.map(({ index }) => index));
  // A second opening of one entry would count it twice
  if (opens.size !== opened.length) faults.push('An entry is opened twice.');
  const closedRows = (entries ?? []).filter(
    (entry, at) => codeOf(entry) === ENTRY_TYPE_CODES.row && !opens.has(first + at),
  ).length;
  return { faults, closedRows, erased };
}

/** Compares each row with the latest entry about it, and each entry about a row with the one before. */
function checkRows({ file, opened }: YearParts, faults: string[]): ReadonlySet<EvidenceTable> {
  const latest = new Map<string, string | null>();
  const erased = new Set<EvidenceTable>();
  for (const { entry } of opened) {
    if (entry.type !== 'row') continue;
    const table = EVIDENCE_TABLES.find((one) => one === entry.table);
    if (table === undefined) continue;
    const subject = rowSubject(table, entry.key);
    const known = latest.get(subject);
    if (known !== undefined && entry.before !== undefined && entry.before !== known)
      faults.push(`The row ${subject} was changed without the server.`);
    latest.set(subject, entry.content);
  }
  for (const { table, row } of file.rows) {
    const subject = subjectOf(table, row);
    const content = subject === undefined ? undefined : latest.get(subject);
    if (subject === undefined || content === undefined) faults.push(`No entry is about a row of ${table}.`);
    else if (content !== contentOf(table, row)) faults.push(`The row ${subject} is not the one of the ledger.`);
    if (subject !== undefined) latest.delete(subject);
  }
  for (const [subject, content] of latest) {
    const table = EVIDENCE_TABLES.find((one) => subject.startsWith(`row/${one}/`));
    if (content === null && table !== undefined) erased.add(table);
    else faults.push(`The row ${subject} is not in the file.`);
  }
  return erased;
}

function subjectOf(table: EvidenceTable, row: Row): string | undefined {
  try {
    return rowSubject(table, keyOf(table, row));
  } catch {
    return undefined;
  }
}

/** The value of a column in a file. */
export function plainValue(value: unknown): YearFile['rows'][number]['row'][string] {
  if (value instanceof Uint8Array) return { hex: bytesToHex(value) };
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}
