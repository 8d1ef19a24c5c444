import { randomBytes } from 'node:crypto';
import type { Connection } from '../../../platform/database/connection.ts';
import { queueOf, type WriteQueue } from '../../../platform/database/write-queue.ts';
import { type CodedParts, codesOf, WRITER_BYTES } from './opening-codes.ts';

/** Writer, number and code of an opening; all `null` where the database has no key attached. */
export type OpeningCode =
  | { readonly writer: Buffer; readonly number: number; readonly code: Buffer }
  | { readonly writer: null; readonly number: null; readonly code: null };

const NO_CODE: OpeningCode = { writer: null, number: null, code: null };

/** Numbers the openings of a write queue. Numbers of a transaction that was rolled back are given again. */
export class OpeningWriter {
  #writer = randomBytes(WRITER_BYTES);
  #committed = 0;
  #next: number | undefined;
  readonly #queue: WriteQueue;

  constructor(queue: WriteQueue) {
    this.#queue = queue;
  }

  /** The present writer and the number of its openings that are durable. */
  get state(): { readonly writer: Uint8Array; readonly committed: number } {
    return { writer: this.#writer, committed: this.#committed };
  }

  /** The next number, in the transaction that the queue runs now. */
  next(): { readonly writer: Buffer; readonly number: number } {
    if (this.#next === undefined) {
      this.#next = this.#committed + 1;
      this.#queue.whenEnded((outcome) => {
        if (outcome === 'committed') this.#committed = this.#next! - 1;
        // The numbers may be in use or not: another writer begins
        if (outcome === 'unknown') [this.#writer, this.#committed] = [randomBytes(WRITER_BYTES), 0];
        this.#next = undefined;
      });
    }
    return { writer: this.#writer, number: this.#next++ };
  }
}

const writers = new WeakMap<WriteQueue, OpeningWriter>();

export function writerOf(queue: WriteQueue): OpeningWriter {
  let writer = writers.get(queue);
  if (writer === undefined) writers.set(queue, (writer = new OpeningWriter(queue)));
  return writer;
}

/** Numbers and authenticates an opening of this transaction. */
export function codeOpening(transaction: Connection, parts: Omit<CodedParts, 'writer' | 'number'>): OpeningCode {
  const [codes, queue] = [codesOf(transaction), queueOf(transaction)];
  if (codes === undefined || queue === undefined) return NO_CODE;
  const place = writerOf(queue).next();
  return { ...place, code: Buffer.from(codes.codeOf({ ...place, ...parts })) };
}
