/**
 * Reconciliation in a running server: new entries and the tables that give rights every half minute, and everything at random times at low
 * speed. A difference is reported and remembered, never repaired. It ends only when two administrators return the server to service after a full run without differences.
 */
import type { Clock } from '../../../../hardware/host/clock.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import type { LogHead } from '../log/log-tables.ts';
import { countAboutRows, countOpenings, subjectsAfter } from '../entry/openings.ts';
import { LedgerError } from '../../../platform/transparency/ledger-error.ts';
import type { Ratchet } from '../log/ratchet.ts';
import type { RowProver } from '../recorded/proven-rows.ts';
import { RECORDED_TABLES, RIGHTS_TABLES, type RecordedTableName } from '../recorded/recorded-tables.ts';
import { keyOf, type RowKey } from '../recorded/row-content.ts';
import { checkBeginning } from '../log/recover-log.ts';
import type { NoteSigner } from '../../../platform/transparency/note/signer.ts';
import type { Entry } from '../entry/entry.ts';
import { isAdopted } from './adopt.ts';
import type { Difference } from '../../../platform/base/difference.ts';
import { ReportedDifferences } from './reported-differences.ts';
import { readMark, writeMark, type ReconciledMark } from './mark.ts';
import { pageOf, reconcileAll, reconcileRange, unmarkedOpenings } from './reconcile.ts';

export interface ReconciliationParts {
  readonly log: Connection;
  /** A separate read-only connection. */
  readonly database: Connection;
  readonly head: () => LogHead;
  /** Proves rows that `database` reads. */
  readonly prover: RowProver;
  readonly ratchet: Pick<Ratchet, 'mark' | 'advanceMark'>;
  /** From 0 until below 1; absent: random. */
  readonly chance?: (() => number) | undefined;
  readonly signer: NoteSigner;
  readonly markFile: string;
  readonly clock: Clock;
  /** Whether this server still works; absent where no other one can. A displaced server finds only the work of the next one. */
  readonly isWorking?: (() => Promise<boolean>) | undefined;
  readonly onDifference: (difference: Difference) => void;
  /** Called instead in a server that was displaced. */
  readonly onDisplaced?: ((difference: Difference) => void) | undefined;
  readonly onFault: (error: unknown) => void;
}

/** Delay after the start. */
const FIRST_LOOK_MS = 5_000;
const LOOK_EVERY_MS = 30_000;
const DAY_MS = 86_400_000;
/** A full run begins after this multiple of the work of the one before, at most a day later: a small database is compared completely at each look. */
const REST_OF_FULL_RUN = 40;
const ROWS_AT_ONCE = 100;
/** Share of one core during a run. */
const SHARE = 0.05;
/** Time for new entries before the server listens at a start; the rest follows right after. */
const START_BUDGET_MS = 500;
/** Differences reported in one run, at most. */
const MAX_TOLD = 100;
const NOTHING: ReconciledMark = {
  size: 0,
  root: new Uint8Array(),
  differs: false,
  fullAt: 0,
  number: 0,
  entries: undefined,
};

export class Reconciliation {
  readonly #parts: ReconciliationParts;
  #mark: ReconciledMark = NOTHING;
  readonly #told = new Set<string>();
  #found = 0;
  #isStopped = false;
  #cancel: (() => void) | undefined;
  /** Ends a pause. */
  #wake: (() => void) | undefined;
  #running: Promise<void> = Promise.resolve();
  #workedSince = 0;
  /** Differences that wait for the answer whether this server still works. */
  #taking: Promise<unknown> = Promise.resolve();
  /** One mark is written after another. */
  #writing: Promise<void> = Promise.resolve();
  #workMs = 0;
  #nextFullAt = 0;
  /** Whether a full run has found nothing since the last difference. */
  #isClean = false;
  /** Number of returns to service since the start. */
  #returns = 0;
  /** Whether the tables that give rights were compared since the start. */
  #areRightsProved = false;

  constructor(parts: ReconciliationParts) {
    this.#parts = parts;
  }

  /** `false` from the first difference until the return to service, and after a start until the tables that give rights were compared. */
  get agrees(): boolean {
    return !this.#mark.differs && this.#areRightsProved;
  }

  /** Those that were reported since the start: code, table or type, index and row. */
  get differences(): readonly string[] {
    return [...this.#told];
  }

  /** Whether a difference is known, and a full run since has found none. */
  get mayReturn(): boolean {
    return this.#mark.differs && this.#isClean;
  }

  /** Ends the known differences. Call only when two people have decided it and `mayReturn`. */
  async returnToService(): Promise<void> {
    this.#told.clear();
    this.#returns += 1;
    await this.#remember({ ...this.#mark, differs: false });
  }

  /** Reports and remembers a difference that another part of the server found. */
  note(difference: Difference): void {
    this.#tell(difference);
  }

  /**
   * Call before anything new is entered: checks that every entry since the last reconciled head has its opening. Rejects with `LedgerError`:
   * `tables-behind` if one has none, `not-adopted` for a database from before rows were recorded.
   */
  async checkOpenings(): Promise<void> {
    const { database, log, head, markFile, signer, ratchet } = this.#parts;
    const mark = await readMark(markFile, signer.key);
    const isNewest = (mark?.number ?? 0) >= ratchet.mark;
    if (mark !== undefined && isNewest && (await isBeginning(log, head(), mark))) this.#mark = mark;
    // Nothing is marked before adoption, and the search for the first `row` entry may read all openings.
    else if (!(await isAdopted(database))) {
      throw new LedgerError('not-adopted', 'the tables are from before the ledger recorded their rows');
    }
    const { size } = head();
    if ((await countOpenings(database, this.#mark.size, size)) < size - this.#mark.size) {
      const index = await firstMissing(database, this.#mark.size, size);
      throw new LedgerError('tables-behind', `entry ${index} of the ledger has no opening in the database`);
    }
    if (!isNewest) this.#tell({ code: 'mark-is-old', kind: 'entry', index: null });
  }

  /** Compares new entries and the tables that give rights within the time budget of a start. The rest follows right after. */
  async checkAtStart(): Promise<void> {
    const { clock } = this.#parts;
    const until = clock.monotonicMs() + START_BUDGET_MS;
    try {
      await this.#reconcileRecent(() => {
        if (clock.monotonicMs() > until) throw new Stopped();
        return Promise.resolve();
      });
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
    }
  }

  /** Starts the periodic runs: after some seconds, then every half minute. */
  start(): void {
    this.#wait(FIRST_LOOK_MS);
  }

  /** One run: what is recent, the tables that give rights, and everything where a full run is due. At low speed unless `atFullSpeed`. */
  async look({ atFullSpeed = false } = {}): Promise<void> {
    const { clock, chance = Math.random } = this.#parts;
    const pause = () => (atFullSpeed ? this.#goOn() : this.#rest());
    this.#workedSince = clock.monotonicMs();
    await this.#reconcileRecent(pause);
    const mustProve = this.#mark.differs && !this.#isClean;
    if (!mustProve && clock.wallMs() < this.#nextFullAt) return;
    this.#workMs = 0;
    await this.#reconcileEverything(pause);
    this.#countWork();
    const restMs = Math.min(DAY_MS, this.#workMs * REST_OF_FULL_RUN);
    this.#nextFullAt = clock.wallMs() + restMs * (0.5 + chance() / 2);
  }

  async close(): Promise<void> {
    this.#isStopped = true;
    this.#cancel?.();
    this.#wake?.();
    await this.#running;
    await this.#taking;
    await this.#writing;
  }

  async #reconcileRecent(pause: () => Promise<void>): Promise<void> {
    await this.#reconcileNew(pause);
    for (const table of RIGHTS_TABLES) await this.#proveTable(table, pause);
    await this.#taking;
    this.#areRightsProved = true;
  }

  async #reconcileNew(pause: () => Promise<void>): Promise<void> {
    const { log, database, head } = this.#parts;
    const { size, root } = head();
    const { size: from, entries } = this.#mark;
    if (size === from && entries !== undefined) return;
    const onDifference = (difference: Difference) => this.#tell(difference);
    const counts: Record<string, number> = {};
    for (const table of RIGHTS_TABLES) {
      counts[table] = entries === undefined ? await countAboutRows(database, table, from) : (entries[table] ?? 0);
    }
    const onEntry = (entry: Entry) => {
      if (entry.type === 'row' && counts[entry.table] !== undefined) counts[entry.table]! += 1;
    };
    await reconcileRange({ log, database, size, onDifference, onEntry, pause }, from, size);
    await this.#taking;
    await this.#remember({ ...this.#mark, size, root, entries: counts });
  }

  /** Compares a table with the entries about its rows: each row, each entry, and their number. */
  async #proveTable(table: RecordedTableName, pause: () => Promise<void>): Promise<void> {
    const { database, prover } = this.#parts;
    if (await this.#lacksEntries(table)) this.#tell({ code: 'opening-missing', kind: table, index: null });
    const columns = RECORDED_TABLES[table].key;
    for (let after: RowKey | undefined, isLast = false; !isLast; ) {
      const rows = await pageOf(database, table, columns, { after, limit: ROWS_AT_ONCE });
      await prover.proven(database, table, rows);
      isLast = rows.length < ROWS_AT_ONCE;
      if (!isLast) after = keyOf(table, rows.at(-1)!);
      await pause();
    }
    for (let after = `row/${table}/`, isLast = false; !isLast; ) {
      const subjects = await subjectsAfter(database, table, { after, limit: ROWS_AT_ONCE });
      if (subjects.length > 0) await prover.missing(database, table, subjects);
      isLast = subjects.length < ROWS_AT_ONCE;
      after = subjects.at(-1) ?? after;
      await pause();
    }
  }

  /** Whether entries about rows of this table that were compared before have no opening now. */
  async #lacksEntries(table: RecordedTableName): Promise<boolean> {
    const { log, database } = this.#parts;
    const { size, entries = {} } = this.#mark;
    const expected = entries[table] ?? 0;
    if ((await countAboutRows(database, table, size)) >= expected) return false;
    const unmarked = [...(await unmarkedOpenings({ log, database }, `row/${table}/`)).values()];
    // Counted again: some may have been marked between the two queries
    const marked = await countAboutRows(database, table, size);
    return marked + unmarked.filter((index) => index < size).length < expected;
  }

  async #reconcileEverything(pause: () => Promise<void>): Promise<void> {
    const { log, database, head, clock } = this.#parts;
    const { size } = head();
    const found = this.#found;
    const onDifference = (difference: Difference) => this.#tell(difference);
    // Reported by the first comparison of these entries
    const isTold = ({ index }: Difference) => index !== null && index < this.#mark.size;
    const onPast = (difference: Difference) => void (isTold(difference) || this.#tell(difference));
    const [reported, returns] = [new ReportedDifferences(), this.#returns];
    const onEntry = (entry: Entry) => reported.note(entry);
    await reconcileAll({ log, database, size, onDifference, onPast, onEntry, pause });
    await this.#taking;
    this.#isClean = this.#found === found;
    // The log remembers differences where the mark was lost or belongs to another folder
    const isReported = reported.found.length > 0 && this.#returns === returns;
    if (isReported) this.#mark = { ...this.#mark, differs: true };
    await this.#remember({ ...this.#mark, fullAt: clock.wallMs() });
  }

  #tell(difference: Difference): void {
    const { isWorking } = this.#parts;
    if (isWorking === undefined) return this.#take(difference);
    const taken = isWorking().then(
      (works) => (works ? this.#take(difference) : this.#parts.onDisplaced?.(difference)),
      () => this.#take(difference),
    );
    this.#taking = Promise.all([this.#taking, taken]);
  }

  #take(difference: Difference): void {
    this.#found += 1;
    this.#isClean = false;
    const isFirst = !this.#mark.differs;
    this.#mark = { ...this.#mark, differs: true };
    // A restart must not forget it. A difference that is found while the server stops is found again at the next start
    if (isFirst && !this.#isStopped) this.#remember(this.#mark).catch(this.#parts.onFault);
    const { code, kind, index, row = '' } = difference;
    const name = [code, kind, row, index === null ? '' : `#${index}`].filter((part) => part !== '').join(' ');
    if (this.#told.has(name) || this.#told.size >= MAX_TOLD) return;
    this.#told.add(name);
    this.#parts.onDifference(difference);
  }

  async #remember(mark: ReconciledMark): Promise<void> {
    const { markFile, signer, ratchet } = this.#parts;
    // A difference may have been found since the caller read the mark
    const differs = mark.differs || (this.#mark.differs && !this.#isClean);
    this.#mark = { ...mark, differs, number: Math.max(this.#mark.number, ratchet.mark) + 1 };
    const written = this.#writing.then(async () => {
      const { number } = this.#mark;
      await writeMark(markFile, signer, this.#mark);
      await ratchet.advanceMark(number);
    });
    this.#writing = written.catch(() => undefined);
    await written;
  }

  /** Rejects if the server stops. */
  async #goOn(): Promise<void> {
    if (this.#isStopped) throw new Stopped();
  }

  /** Pauses long enough to stay within its share of a core. */
  async #rest(): Promise<void> {
    const { clock } = this.#parts;
    await this.#goOn();
    const workedMs = this.#countWork();
    await new Promise<void>((resolve) => {
      const cancel = clock.after(workedMs * (1 / SHARE - 1), resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
    await this.#goOn();
    this.#workedSince = clock.monotonicMs();
  }

  /** Returns the time of work since the last pause, ms, and adds it to that of the full run. */
  #countWork(): number {
    const workedMs = this.#parts.clock.monotonicMs() - this.#workedSince;
    this.#workMs += workedMs;
    this.#workedSince += workedMs;
    return workedMs;
  }

  #wait(delayMs: number): void {
    this.#cancel = this.#parts.clock.after(delayMs, () => {
      this.#running = this.look()
        .catch((error: unknown) => {
          if (!(error instanceof Stopped)) this.#parts.onFault(error);
        })
        .finally(() => {
          if (!this.#isStopped) this.#wait(LOOK_EVERY_MS);
        });
    });
  }
}

class Stopped extends Error {}

async function isBeginning(log: Connection, head: LogHead, mark: ReconciledMark): Promise<boolean> {
  try {
    await checkBeginning(log, head, mark);
    return true;
  } catch (error) {
    if (error instanceof LedgerError) return false;
    throw error;
  }
}

/** The first of entries `from`..`to - 1` without an opening. */
async function firstMissing(database: Connection, from: number, to: number): Promise<number> {
  if (to - from === 1) return from;
  const middle = Math.floor((from + to) / 2);
  const isWhole = (await countOpenings(database, from, middle)) === middle - from;
  return isWhole ? firstMissing(database, middle, to) : firstMissing(database, from, middle);
}
