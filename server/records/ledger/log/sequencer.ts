/**
 * The only writer of a log. Waiting entries are integrated as one batch: one transaction for entries, tiles and the signed head, then the
 * ratchet, then the answers.
 */
import type { Transaction } from '../../../platform/database/connection.ts';
import type { LedgerDatabase } from '../../../platform/database/ledger-database.ts';
import { isConnectionLost } from '../../../platform/database/engine-error.ts';
import { type Fence, isFence } from '../../../platform/database/fence.ts';
import {
  awaitWriters,
  findEvents,
  holdHead,
  insertEntries,
  moveHead,
  putTiles,
  type LogEntry,
  type LogHead,
} from './log-tables.ts';
import { LedgerError } from '../../../platform/transparency/ledger-error.ts';
import { leafHash } from '../../../contract/merkle/hash.ts';
import { checkpointText } from '../../../platform/transparency/note/checkpoint.ts';
import { formatNote, type NoteSignature } from '../../../platform/transparency/note/note.ts';
import type { NoteSigner } from '../../../platform/transparency/note/signer.ts';
import { extend, rootOf, type RightEdge } from '../../../platform/transparency/tile/right-edge.ts';
import { recoverLog } from './recover-log.ts';
import type { Ratchet } from './ratchet.ts';

/** Points at which a crash can interrupt a batch, in order. A test kills the process at each. */
export type CrashPoint = 'held' | 'stored' | 'head-moved' | 'committed' | 'ratcheted';

export interface LedgerFence extends Fence {
  /** As `mayWrite`, but asks the database. */
  confirm(): Promise<boolean>;
  /** Whether the number of the working server is still this one. */
  isOwn(): Promise<boolean>;
}

export interface SequencerParts {
  readonly database: LedgerDatabase;
  readonly signer: NoteSigner;
  readonly ratchet: Ratchet;
  /** Absent where no other server can write. With it the sequencer continues after a lost connection. */
  readonly fence?: LedgerFence | undefined;
  /** Called at each point. */
  readonly passing?: (point: CrashPoint) => void;
}

/** Entries in a batch at most: a few ms of hashing. */
const MAX_IN_BATCH = 1_024;
/** Entries waiting at most. More are refused, to bound memory. */
const MAX_WAITING = 20_000;

/** Attempts to read the log again after a lost connection. Each waits for the lock. */
const MAX_RECOVERIES = 20;

interface Waiting extends LogEntry {
  readonly resolve: (index: number) => void;
  readonly reject: (error: unknown) => void;
}

export class Sequencer {
  readonly #parts: SequencerParts;
  #head: LogHead;
  #edge: RightEdge;
  #waiting: Waiting[] = [];
  #draining: Promise<void> | undefined;
  #stopped: LedgerError | undefined;
  #reportFailure: (error: LedgerError) => void = () => undefined;
  /** Resolves after a failure that needs a restart of the program. */
  readonly failed: Promise<LedgerError>;

  private constructor(parts: SequencerParts, head: LogHead, edge: RightEdge) {
    this.#parts = parts;
    this.#head = head;
    this.#edge = edge;
    this.failed = new Promise((resolve) => (this.#reportFailure = resolve));
  }

  /** Verifies the state after a crash and continues. Rejects as `recoverLog` does. */
  static async open(parts: SequencerParts): Promise<Sequencer> {
    if (parts.fence !== undefined) await parts.database.writer.transaction(awaitWriters);
    const { head, edge } = await recoverLog(parts);
    return new Sequencer(parts, head, edge);
  }

  /** Whether it accepts entries. */
  get works(): boolean {
    return this.#stopped === undefined;
  }

  /** The integrated head. */
  get head(): LogHead {
    return this.#head;
  }

  /**
   * Resolves to the entry's index once it is durable under a signed head. A repeated event gets its existing index and adds nothing, also
   * after restarts. Rejects with `LedgerError` `head-moved` or `stopped`: the entry may be in the log; submit it again to find out. Rejects
   * with `unsigned` when the key is unavailable: the entry is not in the log.
   */
  submit({ event, entry }: LogEntry): Promise<number> {
    if (this.#stopped !== undefined) return Promise.reject(this.#stopped);
    if (this.#waiting.length >= MAX_WAITING) {
      return Promise.reject(new LedgerError('stopped', 'too many entries are waiting'));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, entry, resolve, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Finishes the waiting entries and accepts no more. */
  async close(): Promise<void> {
    await this.#draining;
    this.#stopped ??= new LedgerError('stopped', 'the ledger is closed');
  }

  /** Accepts nothing more, because another server works on the database. */
  abandon(): void {
    this.#stopped ??= new LedgerError('stopped', 'another server writes the ledger');
    for (const { reject } of this.#waiting.splice(0)) reject(this.#stopped);
  }

  async #drain(): Promise<void> {
    // Callers in this turn of the event loop join the first batch.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MAX_IN_BATCH);
      try {
        if ((await this.#parts.fence?.mayWrite()) === false) this.abandon();
        if (this.#stopped !== undefined) throw this.#stopped;
        const indexes = await this.#integrate(batch);
        batch.forEach(({ resolve }, at) => resolve(indexes[at]!));
      } catch (cause) {
        if (await this.#isRecovered(cause)) {
          this.#waiting.unshift(...batch);
          continue;
        }
        // Nothing was committed: the head is unchanged, and the next batch continues from it.
        const isUnsigned = cause instanceof LedgerError && cause.code === 'unsigned';
        if (!isUnsigned) this.#stop(cause);
        for (const { reject } of batch) reject(isUnsigned ? cause : this.#stopped);
      }
    }
    this.#draining = undefined;
  }

  /**
   * After a lost connection the last commit may be durable or not. With the lock the state is read and verified as at a start; the entries of
   * the batch then get their indexes, old or new.
   */
  async #isRecovered(cause: unknown): Promise<boolean> {
    const { fence } = this.#parts;
    if (fence === undefined || this.#stopped !== undefined || !isConnectionLost(cause)) return false;
    for (let attempt = 0; attempt < MAX_RECOVERIES; attempt += 1) {
      if (!(await fence.confirm())) return false;
      try {
        ({ head: this.#head, edge: this.#edge } = await recoverLog(this.#parts));
        return true;
      } catch (error) {
        if (!isConnectionLost(error)) return false;
      }
    }
    return false;
  }

  async #integrate(batch: readonly LogEntry[]): Promise<number[]> {
    const { database, fence, ratchet, passing } = this.#parts;
    const next = await database.writer.transaction(async (transaction) => {
      if (!(await holdHead(transaction, this.#head))) throw headMoved();
      if (fence !== undefined && !(await isFence(transaction, fence))) {
        fence.yield();
        throw headMoved();
      }
      passing?.('held');
      const { indexes, added } = await this.#place(transaction, batch);
      return { indexes, grown: added.length === 0 ? undefined : await this.#append(transaction, added) };
    });
    if (next.grown !== undefined) {
      passing?.('committed');
      this.#head = next.grown.head;
      this.#edge = next.grown.edge;
      await ratchet.advance(this.#head);
      passing?.('ratcheted');
    }
    return next.indexes;
  }

  /** Finds or assigns the index of each entry of the batch. A known or repeated event adds nothing. */
  async #place(transaction: Transaction, batch: readonly LogEntry[]) {
    const known = await findEvents(
      transaction,
      batch.map(({ event }) => event),
    );
    const added: LogEntry[] = [];
    const indexes = batch.map((one) => {
      const event = Buffer.from(one.event).toString('hex');
      const index = known.get(event) ?? this.#edge.size + added.push(one) - 1;
      known.set(event, index);
      return index;
    });
    return { indexes, added };
  }

  async #append(transaction: Transaction, added: readonly LogEntry[]) {
    const { signer, passing } = this.#parts;
    const { edge, tiles } = extend(
      this.#edge,
      added.map(({ entry }) => leafHash(entry)),
    );
    const root = rootOf(edge);
    await insertEntries(transaction, this.#edge.size, added);
    await putTiles(transaction, tiles);
    passing?.('stored');
    const text = checkpointText({ origin: signer.key.name, size: edge.size, root });
    const checkpoint = formatNote({ text, signatures: [await signedBy(signer, text)] });
    const head = { size: edge.size, root, checkpoint };
    if (!(await moveHead(transaction, this.#head, head))) throw headMoved();
    passing?.('head-moved');
    return { edge, head };
  }

  /** After a failed commit the state of the disk is unknown. Only a new start, which reads it, may continue. */
  #stop(cause: unknown): void {
    if (this.#stopped !== undefined) return;
    this.#stopped =
      cause instanceof LedgerError && cause.code === 'head-moved'
        ? cause
        : new LedgerError('stopped', 'the ledger could not be written', { cause });
    this.#reportFailure(this.#stopped);
  }
}

async function signedBy(signer: NoteSigner, text: string): Promise<NoteSignature> {
  try {
    return await signer.sign(text);
  } catch (cause) {
    throw new LedgerError('unsigned', "the log's key cannot be used", { cause });
  }
}

function headMoved(): LedgerError {
  return new LedgerError('head-moved', 'the head changed: another program writes this log');
}
