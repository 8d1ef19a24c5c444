/** Reads the report of a year part by part as evidence, checks each part against the log, and holds only sums and rows. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { leafHash, sameBytes } from '../../../contract/merkle/hash.ts';
import { codeIn, commitTo, ENTRY_BYTES, readOpening, splitOpening } from '../../../records/ledger/entry/commitment.ts';
import {
  ACT_CODES,
  codesOfType,
  type Entry,
  ENTRY_TYPE_CODES,
  ROW_CODES,
} from '../../../records/ledger/entry/entry.ts';
import type { Row } from '../../../platform/database/table.ts';
import { contentOf, keyOf, rowSubject } from '../../../records/ledger/recorded/row-content.ts';
import { LedgerError } from '../../../platform/transparency/ledger-error.ts';
import { isIncluded } from '../../../platform/transparency/merkle/inclusion.ts';
import { TailTree } from '../../../platform/transparency/merkle/tail.ts';
import type { PartnerFile, YearEvidence } from './figures.ts';
import { EVIDENCE_TABLES, type EvidenceTable, OLDER_TABLES, type YearHeader, type YearLine } from './year-file.ts';

/** Entries that are made at nearly the same time can come into the log in another order. */
const OUT_OF_ORDER_MS = 3_600_000;
/** So many entries with a time can lie between one that bounds the year and the next opened one, because their content was erased. */
const MAX_CLOSED_AT_BOUND = 64;
const WITHOUT_TIME: ReadonlySet<number> = new Set(codesOfType('row'));
/** More faults are not listed. */
const MAX_FAULTS = 100;

/** Classes of captures of travellers, beside registrations and counted records. */
const CAPTURES: ReadonlySet<string> = new Set(['cleared', 'referred', 'resolved', 'after-doubt', 'legal-hold']);

/** Numbers of entries that the file does not open. */
export interface ClosedEntries {
  /** About rows that the file has, and about rows of earlier versions, which do not say whether it has them. */
  readonly rows: number;
  /** About counted rows of the year. */
  readonly counted: number;
  readonly decisions: number;
  /** Acts of earlier versions, which do not say whether they are decisions. */
  readonly olderActs: number;
  readonly erasures: number;
  /** Erasures of lanes of earlier versions, which do not say how many captures they were. */
  readonly olderErasures: number;
}

export interface CheckedParts {
  /** Sentences, each about a part that the log contradicts; empty: all parts agree with the log. */
  readonly faults: readonly string[];
  readonly closed: ClosedEntries;
  /** Tables with deleted rows that could be of the year. */
  readonly erased: ReadonlySet<EvidenceTable>;
}

interface TreeHead {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** When an entry was made, as it says; `undefined`: its type has no time. */
export function timeOf(entry: Entry | undefined): number | undefined {
  if (entry === undefined) return undefined;
  if (entry.type === 'report') return entry.receivedAt;
  return 'at' in entry ? entry.at : undefined;
}

/** Acts of earlier versions say it by their name. */
export function isDecision(entry: Entry): boolean {
  return entry.type === 'act' && (entry.decides ?? /^referral\.(?:decide|second|review)$/.test(entry.act));
}

export class YearReader {
  readonly #header: YearHeader;
  readonly #head: TreeHead;
  /** `undefined`: the reader is the server that makes the file from this tree. */
  readonly #tree: TailTree | undefined;
  readonly #faults: string[] = [];
  readonly #rows: { readonly table: EvidenceTable; readonly row: Row }[] = [];
  readonly #latest = new Map<string, string | null>();
  readonly #erased = new Set<EvidenceTable>();
  readonly #files = new Map<string, PartnerFile>();
  readonly #newRows = new Map<string, number>();
  /** Referrals with a second opinion that wait for their decision. */
  readonly #opinions = new Set<string>();
  readonly #decisions = { all: 0, admitted: 0, byTwo: 0 };
  readonly #all = new Codes();
  readonly #ofYear = new Codes();
  #piece: { readonly from: number; readonly bytes: Uint8Array };
  #opened = -1;
  #capturesErased = 0;
  #olderErasures = 0;
  #startsBefore = false;
  #hasBegun = false;
  /** Index up to which entries with a time were counted since the last opened one, and their number. */
  #scanned: number;
  #sinceTimed = 0;
  #endsAfter = false;

  /** @param isMaker whether this is the server that makes the file: it does not compare the tree with itself */
  constructor(header: YearHeader, head: TreeHead, isMaker = false) {
    const { first, before } = header.log;
    this.#header = header;
    this.#head = head;
    this.#piece = { from: first, bytes: new Uint8Array() };
    this.#scanned = first;
    this.#tree = isMaker ? undefined : TailTree.after(first, before.map(bytesIn));
    const year = Number(header.year);
    if (header.from !== Date.UTC(year, 0) || header.to !== Date.UTC(year + 1, 0))
      this.#fault('The bounds of the file are not those of the year.');
    if (!isMaker && this.#tree === undefined) this.#fault('The entries of the file are not those of the log.');
  }

  /** Number of entries of the log that were read, and that there are. */
  get progress(): { readonly read: number; readonly of: number } {
    const { first } = this.#header.log;
    return { read: this.#next - first, of: Math.max(0, this.#head.size - first) };
  }

  get #next(): number {
    return this.#piece.from + Math.floor(this.#piece.bytes.length / ENTRY_BYTES);
  }

  /** Throws `LedgerError` for a part that is not of its form, and what the code of a table throws for its row. */
  take(line: Exclude<YearLine, { readonly figures: unknown }>): void {
    if ('entries' in line) this.#takeEntries(bytesIn(line.entries));
    else if ('table' in line) this.#rows.push(line);
    else this.#takeOpening(line);
  }

  #takeEntries(bytes: Uint8Array): void {
    const from = this.#next;
    this.#scanTo(from);
    if (bytes.length % ENTRY_BYTES !== 0) this.#fault('A piece of entries is not of their length.');
    this.#piece = { from, bytes };
    const { first, last } = this.#header.log;
    for (let index = from; index < this.#next; index += 1) {
      const entry = this.#entryAt(index);
      this.#tree?.add(leafHash(entry));
      const code = codeIn(entry);
      this.#all.in(code);
      if (index >= first && index < last) this.#ofYear.in(code);
    }
  }

  #scanTo(index: number): void {
    for (; this.#scanned < index; this.#scanned += 1)
      if (!WITHOUT_TIME.has(codeIn(this.#entryAt(this.#scanned)))) this.#sinceTimed += 1;
  }

  /** The entries that bound the year have opened neighbours, so that no closed ones of another year are counted. */
  #noteTime(index: number): void {
    const { first, last } = this.#header.log;
    this.#scanTo(index);
    const isFirstAfter = index > first && !this.#hasBegun && this.#startsBefore;
    if ((isFirstAfter || index === last) && this.#sinceTimed > MAX_CLOSED_AT_BOUND)
      this.#fault(`Entry ${index} is too far from the one before it to bound the year.`);
    this.#hasBegun ||= index > first;
    this.#sinceTimed = 0;
    this.#scanned = index + 1;
  }

  #entryAt(index: number): Uint8Array {
    const at = (index - this.#piece.from) * ENTRY_BYTES;
    return at < 0 ? new Uint8Array() : this.#piece.bytes.subarray(at, at + ENTRY_BYTES);
  }

  #takeOpening({ index, opening, ...rest }: Extract<YearLine, { readonly opening: unknown }>): void {
    const split = splitOpening(bytesIn(opening));
    const read = readOpening(split);
    if (read.kind !== 'opened') return this.#fault('An opened entry is not of the form of an entry.');
    // A second opening of one entry would count it twice
    if (index <= this.#opened) return this.#fault('An entry is opened twice, or not in the order of the log.');
    this.#opened = index;
    const bytes = commitTo(read.entry, split);
    const { size, root } = this.#head;
    const isInLog =
      'hashes' in rest
        ? index < this.#header.log.first &&
          isIncluded({ index, size, leaf: leafHash(bytes), proof: rest.hashes.map(bytesIn), root })
        : sameBytes(this.#entryAt(index), bytes);
    if (!isInLog) return this.#fault(`The log has no such entry ${index}.`);
    this.#count(index, read.entry, codeIn(bytes));
  }

  #count(index: number, entry: Entry, code: number): void {
    const { from, to, log } = this.#header;
    const time = timeOf(entry);
    if (index === log.first && time !== undefined && time < from) {
      this.#startsBefore = true;
      if (log.first < log.last) this.#ofYear.out(code);
    }
    if (index === log.last && time !== undefined && time >= to) this.#endsAfter = true;
    if (index >= log.first && time !== undefined) this.#noteTime(index);
    if (index >= log.first) this.#all.open(code);
    const isOfYear = index >= log.first && index < log.last && !(index === log.first && this.#startsBefore);
    if (isOfYear) {
      this.#ofYear.open(code);
      if (time !== undefined && (time < from - OUT_OF_ORDER_MS || time >= to + OUT_OF_ORDER_MS))
        this.#fault(`Entry ${index} is counted and is not of the year.`);
      this.#countOfYear(entry);
    }
    if (entry.type === 'row') this.#noteRow(entry);
    else if (entry.type === 'export') {
      const { partner, agreement, digest } = entry;
      if (partner !== null && agreement !== null) this.#files.set(digest, { ...entry, partner, agreement });
    }
  }

  #countOfYear(entry: Entry): void {
    if (entry.type === 'row' && entry.before === null)
      this.#newRows.set(entry.table, (this.#newRows.get(entry.table) ?? 0) + 1);
    if (entry.type === 'erasure' && entry.kioskId !== null) {
      const { erased, retentionClass } = entry;
      if (typeof erased !== 'number' || typeof retentionClass !== 'string') this.#olderErasures += 1;
      else if (CAPTURES.has(retentionClass)) this.#capturesErased += erased;
    }
    if (entry.type !== 'act' || entry.result !== 'done' || !isDecision(entry)) return;
    const { step, outcome } = entry.details;
    const referral = entry.subject ?? '';
    if (step === 'give-second-opinion') this.#opinions.add(referral);
    if (step !== 'decide' && step !== 'settle') return;
    this.#decisions.all += 1;
    if (outcome === 'admitted-after-manual-check') this.#decisions.admitted += 1;
    if (this.#opinions.delete(referral)) this.#decisions.byTwo += 1;
  }

  /** Compares an entry about a row with the one before. */
  #noteRow(entry: Extract<Entry, { type: 'row' }>): void {
    const table = EVIDENCE_TABLES.find((one) => one === entry.table);
    if (table === undefined) return;
    const subject = rowSubject(table, entry.key);
    const known = this.#latest.get(subject);
    if (known !== undefined && entry.before !== undefined && entry.before !== known)
      this.#fault(`The row ${subject} was changed without the server.`);
    // A row that was not written since the year began, and was erased later, has no time of the year
    const isOld = entry.content === null && known === undefined && !OLDER_TABLES.has(table);
    if (!isOld) this.#latest.set(subject, entry.content);
  }

  /** Call once, after all parts. */
  finish(): { readonly evidence: YearEvidence; readonly checked: CheckedParts } {
    const { from, to, madeAt, log } = this.#header;
    const { size, root } = this.#head;
    const isWhole = this.#next === size && (this.#tree === undefined || sameBytes(this.#tree.root(), root));
    if (!isWhole) this.#fault('The entries of the file are not those of the log.');
    if (log.first > 0 && !this.#startsBefore) this.#fault('The first entry of the file is not from before the year.');
    if (log.last < size && !this.#endsAfter)
      this.#fault('Entries of the year are after the last one that the file counts.');
    this.#checkRows();
    const closed = {
      rows: this.#all.closed(ROW_CODES.rows) + this.#all.closed(ENTRY_TYPE_CODES.row),
      counted: this.#ofYear.closed(ROW_CODES.number) + this.#ofYear.closed(ENTRY_TYPE_CODES.row),
      decisions: this.#ofYear.closed(ACT_CODES.decision),
      olderActs: this.#ofYear.closed(ENTRY_TYPE_CODES.act),
      erasures: this.#ofYear.closed(ENTRY_TYPE_CODES.erasure),
      olderErasures: this.#olderErasures,
    };
    return {
      evidence: {
        from,
        to,
        at: madeAt,
        newRows: this.#newRows,
        capturesErased: this.#capturesErased,
        decisions: this.#decisions,
        files: this.#files,
        entries: this.#ofYear.numbers(),
        rowsOf: (table) => this.#rows.flatMap((one) => (one.table === table ? [one.row] : [])),
      },
      checked: { faults: this.#faults, closed, erased: this.#erased },
    };
  }

  /** Compares each row with the latest entry about it. */
  #checkRows(): void {
    const latest = this.#latest;
    for (const { table, row } of this.#rows) {
      const subject = subjectOf(table, row);
      const content = subject === undefined ? undefined : latest.get(subject);
      if (subject === undefined || content === undefined) this.#fault(`No entry is about a row of ${table}.`);
      else if (content !== contentOf(table, row)) this.#fault(`The row ${subject} is not the one of the ledger.`);
      if (subject !== undefined) latest.delete(subject);
    }
    for (const [subject, content] of latest) {
      const table = EVIDENCE_TABLES.find((one) => subject.startsWith(`row/${one}/`));
      if (content === null && table !== undefined) this.#erased.add(table);
      else this.#fault(`The row ${subject} is not in the file.`);
    }
  }

  #fault(sentence: string): void {
    if (this.#faults.length < MAX_FAULTS) this.#faults.push(sentence);
  }
}

/** Numbers of entries by the code of their type. */
class Codes {
  readonly #numbers = new Map<number, { all: number; opened: number }>();

  #of(code: number) {
    const known = this.#numbers.get(code) ?? { all: 0, opened: 0 };
    this.#numbers.set(code, known);
    return known;
  }

  in(code: number): void {
    this.#of(code).all += 1;
  }

  out(code: number): void {
    this.#of(code).all -= 1;
  }

  open(code: number): void {
    this.#of(code).opened += 1;
  }

  closed(code: number): number {
    const { all, opened } = this.#of(code);
    return all - opened;
  }

  numbers(): ReadonlyMap<number, number> {
    return new Map([...this.#numbers].map(([code, { all }]) => [code, all]));
  }
}

function subjectOf(table: EvidenceTable, row: Row): string | undefined {
  try {
    return rowSubject(table, keyOf(table, row));
  } catch {
    return undefined;
  }
}

/** Base64 has one spelling. Throws `LedgerError` `malformed-base64`. */
function bytesIn(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') === text) return bytes;
  throw new LedgerError('malformed-base64', 'not base64 in the form of RFC 4648 §4');
}

/** The value of a column in a file. */
export function plainValue(value: unknown): Extract<YearLine, { readonly table: unknown }>['row'][string] {
  if (value instanceof Uint8Array) return { hex: bytesToHex(value) };
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}
