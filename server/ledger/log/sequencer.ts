/**
 * The one writer of a log. What waits together is integrated together: entries, tiles and the signed head are one
 * transaction, then the ratchet, then the answer.
 */
import type { Transaction } from '../../database/connection.ts';
import type { LedgerDatabase } from '../../database/ledger-database.ts';
import { findEvents, holdHead, insertEntries, moveHead, putTiles, type LogEntry, type LogHead } from './log-tables.ts';
import { LedgerError } from '../../transparency/ledger-error.ts';
import { leafHash } from '../../contract/merkle/hash.ts';
import { checkpointText } from '../../transparency/note/checkpoint.ts';
import { formatNote, type NoteSignature } from '../../transparency/note/note.ts';
import type { NoteSigner } from '../../transparency/note/signer.ts';
import { extend, rootOf, type RightEdge } from '../../transparency/tile/right-edge.ts';
import { recoverLog } from './recover-log.ts';
import type { Ratchet } from './ratchet.ts';

/** Where a power cut may fall, in this order. A test stops the process at each. */
export type CrashPoint = 'held' | 'stored' | 'head-moved' | 'committed' | 'ratcheted';

export interface SequencerParts {
  readonly database: LedgerDatabase;
  readonly signer: NoteSigner;
  readonly ratchet: Ratchet;
  /** Told of each point as it is passed. */
  readonly passing?: (point: CrashPoint) => void;
}

/** Entries integrated together at most: a few ms of hashing. */
const MOST_IN_BATCH = 1_024;
/** Entries waiting at most; more are refused rather than kept in memory. */
const MOST_WAITING = 20_000;

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
  /** Resolves when the sequencer has stopped over a failure: the program must be started again. */
  readonly failed: Promise<LedgerError>;

  private constructor(parts: SequencerParts, head: LogHead, edge: RightEdge) {
    this.#parts = parts;
    this.#head = head;
    this.#edge = edge;
    this.failed = new Promise((resolve) => (this.#reportFailure = resolve));
  }

  /** Checks what a crash left and goes on from there. Rejects as `recoverLog` does. */
  static async open(parts: SequencerParts): Promise<Sequencer> {
    const { head, edge } = await recoverLog(parts);
    return new Sequencer(parts, head, edge);
  }

  /** The integrated head. */
  get head(): LogHead {
    return this.#head;
  }

  /**
   * Resolves to the entry's index once it is durable under a signed head. The same event again, even years and restarts
   * later, gets the index it has and adds nothing. Rejects with `LedgerError` `head-moved` or `stopped`; the entry may then
   * be in the log all the same, and submitting it again is how to know. `unsigned`: it is not, because the key is away.
   */
  submit({ event, entry }: LogEntry): Promise<number> {
    if (this.#stopped !== undefined) return Promise.reject(this.#stopped);
    if (this.#waiting.length >= MOST_WAITING) {
      return Promise.reject(new LedgerError('stopped', 'too many entries are waiting'));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, entry, resolve, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Finishes what waits and takes no more. */
  async close(): Promise<void> {
    await this.#draining;
    this.#stopped ??= new LedgerError('stopped', 'the ledger is closed');
  }

  async #drain(): Promise<void> {
    // Lets those who submit in this turn of the event loop join the first batch.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MOST_IN_BATCH);
      try {
        if (this.#stopped !== undefined) throw this.#stopped;
        const indexes = await this.#integrate(batch);
        batch.forEach(({ resolve }, at) => resolve(indexes[at]!));
      } catch (cause) {
        // Rolled back before anything was committed: the head is where it was, and the next batch goes on from it
        const isUnsigned = cause instanceof LedgerError && cause.code === 'unsigned';
        if (!isUnsigned) this.#stop(cause);
        for (const { reject } of batch) reject(isUnsigned ? cause : this.#stopped);
      }
    }
    this.#draining = undefined;
  }

  async #integrate(batch: readonly LogEntry[]): Promise<number[]> {
    const { database, ratchet, passing } = this.#parts;
    const next = await database.writer.transaction(async (transaction) => {
      if (!(await holdHead(transaction, this.#head))) throw headMoved();
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

  /** Where each of the batch stands or will stand: an event that is in the log, or came before in the batch, is not added. */
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

  /** After a failed commit nobody knows what the disk holds: only a fresh start, which reads it, may go on. */
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
  return new LedgerError('head-moved', 'the head is not the one this program left: another one writes this log');
}
