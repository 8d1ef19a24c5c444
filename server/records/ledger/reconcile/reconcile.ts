/**
 * Compares the ledger with the tables of the server's database in both directions. Each entry of the log must have its opening and the rows
 * that it records; each row of a recorded table must have an entry and agree with the latest one. Nothing is repaired.
 */
import type { Connection } from '../../../platform/database/connection.ts';
import { inSnapshot } from '../../../platform/database/in-snapshot.ts';
import { findEvents, entriesBetween, type LogEntry } from '../log/log-tables.ts';
import { waitingEntries } from '../entry/coded-openings.ts';
import { openingsOfEntries, type KeptOpening } from '../entry/openings.ts';
import { StoreError } from '../../../platform/database/store-error.ts';
import { commitTo, readOpening } from '../entry/commitment.ts';
import type { Entry, EntryType } from '../entry/entry.ts';
import { sameBytes } from '../../../contract/merkle/hash.ts';
import type { Difference } from '../../../platform/base/difference.ts';
import { RECONCILERS, TABLE_READERS } from './kinds.ts';
import type { Row } from '../../../platform/database/table.ts';
import { differs, type Context, type Item, type Reconciler } from './reconciler.ts';

export interface ReconcileParts {
  /** The log, which may be another database. */
  readonly log: Connection;
  readonly database: Connection;
  /** Number of entries to compare: all entries under a signed head. */
  readonly size: number;
  readonly receiptKeys?: readonly Uint8Array[];
  /** Called with each difference when it is found. */
  readonly onDifference: (difference: Difference) => void;
  /** Called instead for rows that were altered in the past: only the entries show it, and nothing can mend it. */
  readonly onPast?: (difference: Difference) => void;
  /** Called with each entry that agrees with the log, in its order. */
  readonly onEntry?: (entry: Entry) => void;
  /** Compares entries only: the rows of this database are from before rows were recorded. */
  readonly withoutRows?: boolean;
  /** Awaited after each piece of work, so that a running server can do other work. */
  readonly pause?: () => Promise<void>;
}

export interface Reconciled {
  readonly entries: number;
  readonly rows: number;
}

/** A few ms of work. */
const PIECE = 100;

/** Compares all entries, then all rows. */
export async function reconcileAll(parts: ReconcileParts): Promise<Reconciled> {
  const known = await knownWaiting(parts);
  const accounts = new ErasureAccounts();
  for (let from = 0; from < parts.size; from += PIECE) {
    await reading(parts, 'entry', from, () =>
      reconcileEntries(parts, { from, to: Math.min(from + PIECE, parts.size) }, known, accounts),
    );
    await parts.pause?.();
  }
  for (const difference of accounts.unaccounted()) parts.onDifference(difference);
  let rows = 0;
  if (parts.withoutRows === true) return { entries: parts.size, rows };
  for (const table of Object.keys(TABLE_READERS)) rows += await reconcileTable(parts, table, known);
  return { entries: parts.size, rows };
}

/** Compares the entries `from`..`to - 1` with their rows. Only `reconcileAll` checks that an erasure covers each erased entry. */
export async function reconcileRange(parts: ReconcileParts, from: number, to: number): Promise<void> {
  const known = await knownWaiting(parts);
  for (let at = from; at < to; at += PIECE) {
    await reading(parts, 'entry', at, () =>
      reconcileEntries(parts, { from: at, to: Math.min(at + PIECE, to) }, known, new ErasureAccounts()),
    );
    await parts.pause?.();
  }
}

/** An unreadable record is a difference. The index is the index of the first of a hundred entries. */
async function reading(
  { onDifference }: ReconcileParts,
  kind: string,
  index: number | null,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'damaged') throw error;
    onDifference(differs('unreadable', kind, index));
  }
}

/** Openings that the log has and that are not marked: after a crash, or shortly before the server marks them. */
function knownWaiting({ log, database }: ReconcileParts): Promise<Map<number, number>> {
  return unmarkedOpenings({ log, database }, '');
}

/** Log index of each unmarked opening that the log has, by its id, of subjects that begin so. */
export async function unmarkedOpenings(
  { log, database }: Pick<ReconcileParts, 'log' | 'database'>,
  subjects: string,
): Promise<Map<number, number>> {
  const all = await waitingEntries(database, Number.MAX_SAFE_INTEGER);
  const waiting = all.filter(({ subject }) => subject.startsWith(subjects));
  const found = await findEvents(
    log,
    waiting.map(({ event }) => event),
  );
  return new Map(
    waiting.flatMap(({ id, event }) => {
      const index = found.get(Buffer.from(event).toString('hex'));
      return index === undefined ? [] : [[id, index]];
    }),
  );
}

/** Tracks erased entries and the erasures that cover them. */
class ErasureAccounts {
  readonly #erased = new Map<string, Difference>();
  readonly #accounted = new Set<string>();

  note(event: Uint8Array, kind: string, index: number): void {
    this.#erased.set(Buffer.from(event).toString('hex'), differs('erased-unaccounted', kind, index));
  }

  account(entry: Entry): void {
    if (entry.type === 'erasure') for (const event of entry.events) this.#accounted.add(event);
  }

  unaccounted(): Difference[] {
    return [...this.#erased].filter(([event]) => !this.#accounted.has(event)).map(([, difference]) => difference);
  }
}

async function reconcileEntries(
  parts: ReconcileParts,
  { from, to }: { readonly from: number; readonly to: number },
  known: Context['known'],
  accounts: ErasureAccounts,
): Promise<void> {
  const entries = await entriesBetween(parts.log, from, to);
  // A row and its entry are committed together, so any difference within one snapshot is real
  await inSnapshot(parts.database, async (database) => {
    const openings = await openingsOfEntries(database, { from, to }, entries);
    const items: Item[] = [];
    for (const entry of entries) {
      const kept = openings.get(entry.index);
      const judged = judgeOpening(kept, entry);
      if (judged.kind === 'differs') parts.onDifference(judged.difference);
      else if (judged.kind === 'erased') accounts.note(entry.event, judged.type, entry.index);
      else {
        items.push(judged.item);
        parts.onEntry?.(judged.item.entry);
        accounts.account(judged.item.entry);
      }
    }
    const context: Context = { database, known, ...(parts.receiptKeys && { receiptKeys: parts.receiptKeys }) };
    for (const [type, some] of byType(items)) {
      const reconciler = RECONCILERS[type] as unknown as Reconciler<EntryType>;
      for (const difference of await reconciler.compare(context, some)) {
        if (difference.code === 'row-was-altered' && parts.onPast !== undefined) parts.onPast(difference);
        else parts.onDifference(difference);
      }
    }
  });
}

type JudgedOpening =
  | { readonly kind: 'item'; readonly item: Item }
  | { readonly kind: 'erased'; readonly type: string }
  | { readonly kind: 'differs'; readonly difference: Difference };

function judgeOpening(kept: KeptOpening | undefined, stored: LogEntry & { readonly index: number }): JudgedOpening {
  const { index } = stored;
  const refuse = (code: Difference['code'], kind: string): JudgedOpening => ({
    kind: 'differs',
    difference: differs(code, kind, index),
  });
  if (kept === undefined) return refuse('opening-missing', 'entry');
  const { type, subject } = kept;
  if (!sameBytes(kept.event, stored.event) || !sameBytes(kept.entry, stored.entry)) {
    return refuse('opening-altered', 'entry');
  }
  if (kept.opening === undefined) return { kind: 'erased', type: isType(type) ? type : 'entry' };
  const read = readOpening(kept.opening);
  if (read.kind !== 'opened' || !sameBytes(commitTo(read.entry, kept.opening), stored.entry)) {
    return refuse('opening-altered', 'entry');
  }
  const reconciler = RECONCILERS[read.entry.type] as unknown as Reconciler<EntryType>;
  const named = reconciler.subjectOf(read.entry);
  if (type !== read.entry.type || (named !== undefined && named !== subject)) {
    return refuse('opening-misnamed', read.entry.type);
  }
  return { kind: 'item', item: { index, subject, entry: read.entry } };
}

function isType(text: string): text is EntryType {
  return Object.hasOwn(RECONCILERS, text);
}

function byType(items: readonly Item[]): Map<EntryType, Item[]> {
  const types = new Map<EntryType, Item[]>();
  for (const item of items) {
    const some = types.get(item.entry.type);
    if (some === undefined) types.set(item.entry.type, [item]);
    else some.push(item);
  }
  return types;
}

async function reconcileTable(parts: ReconcileParts, table: string, known: Context['known']): Promise<number> {
  const { key, missing } = TABLE_READERS[table]!;
  let count = 0;
  for (let after: readonly unknown[] | undefined; ; ) {
    const page = await inSnapshot(parts.database, async (database) => {
      const rows = await pageOf(database, table, key, { after, limit: PIECE });
      await reading(parts, table, null, async () => {
        for (const difference of await missing({ database, known }, rows)) parts.onDifference(difference);
      });
      return rows;
    });
    count += page.length;
    await parts.pause?.();
    if (page.length < PIECE) return count;
    after = key.map((column) => page.at(-1)![column]);
  }
}

/** Rows of a table in the order of its key, after this one. */
export async function pageOf(
  database: Connection,
  table: string,
  key: readonly string[],
  { after, limit }: { readonly after: readonly unknown[] | undefined; readonly limit: number },
): Promise<Row[]> {
  const query = database(table)
    .orderBy([...key])
    .limit(limit);
  if (after !== undefined) {
    const marks = (mark: string) => key.map(() => mark).join();
    void query.whereRaw(`(${marks('??')}) > (${marks('?')})`, [...key, ...after] as string[]);
  }
  return (await query) as Row[];
}
