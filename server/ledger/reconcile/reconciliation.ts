/**
 * Reconciliation in a running server: new entries each minute, and everything once a day at low speed. A difference is reported and
 * remembered, never repaired. It ends only with a full run without differences.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Connection } from '../../database/connection.ts';
import type { LogHead } from '../log/log-tables.ts';
import { countOpenings } from '../entry/openings.ts';
import { LedgerError } from '../../transparency/ledger-error.ts';
import { checkBeginning } from '../log/recover-log.ts';
import type { NoteSigner } from '../../transparency/note/signer.ts';
import { isAdopted } from './adopt.ts';
import type { Difference } from '../../base/difference.ts';
import { readMark, writeMark, type ReconciledMark } from './mark.ts';
import { reconcileAll, reconcileRange } from './reconcile.ts';

export interface ReconciliationParts {
  readonly log: Connection;
  /** A separate read-only connection. */
  readonly database: Connection;
  readonly head: () => LogHead;
  readonly signer: NoteSigner;
  readonly markFile: string;
  readonly clock: Clock;
  readonly onDifference: (difference: Difference) => void;
  readonly onFault: (error: unknown) => void;
}

/** Delay after the start. */
const FIRST_LOOK_MS = 5_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Share of one core during a run. */
const SHARE = 0.05;
/** Time for new entries before the server listens at a start; the rest follows right after. */
const START_BUDGET_MS = 500;
/** Differences reported in one run, at most. */
const MOST_TOLD = 100;
const NOTHING: ReconciledMark = { size: 0, root: new Uint8Array(), differs: false, fullAt: 0 };

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

  constructor(parts: ReconciliationParts) {
    this.#parts = parts;
  }

  /** `false` from the first difference until a full run finds none. */
  get agrees(): boolean {
    return !this.#mark.differs;
  }

  /**
   * Call before anything new is entered: checks that every entry since the last reconciled head has its opening. Rejects with `LedgerError`:
   * `tables-behind` if one has none, `not-adopted` for a database from before rows were recorded.
   */
  async checkOpenings(): Promise<void> {
    const { database, log, head, markFile, signer } = this.#parts;
    const mark = await readMark(markFile, signer.key);
    if (mark !== undefined && (await isBeginning(log, head(), mark))) this.#mark = mark;
    // Nothing is marked before adoption, and the search for the first `row` entry may read all openings.
    else if (!(await isAdopted(database))) {
      throw new LedgerError('not-adopted', 'the tables are from before the ledger recorded their rows');
    }
    const { size } = head();
    if ((await countOpenings(database, this.#mark.size, size)) < size - this.#mark.size) {
      const index = await firstMissing(database, this.#mark.size, size);
      throw new LedgerError('tables-behind', `entry ${index} of the ledger has no opening in the database`);
    }
  }

  /** Compares new entries with the tables within the time budget of a start. */
  async checkAtStart(): Promise<void> {
    const { clock } = this.#parts;
    const until = clock.monotonicMs() + START_BUDGET_MS;
    try {
      await this.#reconcileNew(() => {
        if (clock.monotonicMs() > until) throw new Stopped();
        return Promise.resolve();
      });
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
    }
  }

  /** Starts the periodic runs: after some seconds, then each minute. */
  start(): void {
    this.#wait(FIRST_LOOK_MS);
  }

  /** One run: new entries and, a day after the last full run, everything. At low speed unless `atFullSpeed`. */
  async look({ atFullSpeed = false } = {}): Promise<void> {
    const pause = () => (atFullSpeed ? this.#goOn() : this.#rest());
    this.#workedSince = this.#parts.clock.monotonicMs();
    await this.#reconcileNew(pause);
    const isDue = this.#parts.clock.wallMs() - this.#mark.fullAt >= DAY_MS;
    if (isDue || this.#mark.differs) await this.#reconcileEverything(pause);
  }

  async close(): Promise<void> {
    this.#isStopped = true;
    this.#cancel?.();
    this.#wake?.();
    await this.#running;
  }

  async #reconcileNew(pause: () => Promise<void>): Promise<void> {
    const { log, database, head } = this.#parts;
    const { size, root } = head();
    if (size === this.#mark.size) return;
    const found = this.#found;
    const onDifference = (difference: Difference) => this.#tell(difference);
    await reconcileRange({ log, database, size, onDifference, pause }, this.#mark.size, size);
    await this.#remember({ ...this.#mark, size, root, differs: this.#mark.differs || this.#found > found });
  }

  async #reconcileEverything(pause: () => Promise<void>): Promise<void> {
    const { log, database, head, clock } = this.#parts;
    const { size, root } = head();
    const found = this.#found;
    const onDifference = (difference: Difference) => this.#tell(difference);
    // The first comparison of these entries has told it
    const isTold = ({ index }: Difference) => index !== null && index < this.#mark.size;
    const onPast = (difference: Difference) => void (isTold(difference) || this.#tell(difference));
    await reconcileAll({ log, database, size, onDifference, onPast, pause });
    await this.#remember({ size, root, differs: this.#found > found, fullAt: clock.wallMs() });
  }

  #tell(difference: Difference): void {
    this.#found += 1;
    this.#mark = { ...this.#mark, differs: true };
    const name = `${difference.code} ${difference.kind} ${difference.index ?? ''}`;
    if (this.#told.has(name) || this.#told.size >= MOST_TOLD) return;
    this.#told.add(name);
    this.#parts.onDifference(difference);
  }

  async #remember(mark: ReconciledMark): Promise<void> {
    this.#mark = mark;
    await writeMark(this.#parts.markFile, this.#parts.signer, mark);
  }

  /** Rejects if the server stops. */
  async #goOn(): Promise<void> {
    if (this.#isStopped) throw new Stopped();
  }

  /** Pauses long enough to stay within its share of a core. */
  async #rest(): Promise<void> {
    const { clock } = this.#parts;
    await this.#goOn();
    const workedMs = clock.monotonicMs() - this.#workedSince;
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

  #wait(delayMs: number): void {
    this.#cancel = this.#parts.clock.after(delayMs, () => {
      this.#running = this.look()
        .catch((error: unknown) => {
          if (!(error instanceof Stopped)) this.#parts.onFault(error);
        })
        .finally(() => {
          if (!this.#isStopped) this.#wait(MINUTE_MS);
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
