/**
 * Documents that are compared with partners' blind lists later. They are in memory only, for about a minute and with a limit on their number, and each is
 * wiped when it is handed back or dropped.
 */
import { offHeap } from '../../../hardware/host/off-heap.ts';
import { MAX_BLIND_BATCH } from '../../../server/contract/blind-query.ts';
import type { CountedList } from '../../../server/contract/partner-terms.ts';

export interface WaitingDocument {
  readonly term: CountedList;
  readonly month: string;
  readonly document: Uint8Array;
}

/** Four lists of eight travellers each: a lane serves four in a minute at best. */
export const MAX_WAITING = 32;

export class WaitingDocuments {
  #waiting: WaitingDocument[] = [];

  get size(): number {
    return this.#waiting.length;
  }

  /** Copies the document. `false`, without a copy, when too many wait. */
  add(term: CountedList, month: string, document: Uint8Array): boolean {
    if (this.#waiting.length >= MAX_WAITING) return false;
    this.#waiting.push({ term, month, document: copied(document) });
    return true;
  }

  /** Takes documents of one list and month, at most those of one query. The caller wipes them. Empty when none waits. */
  takeBatch(): readonly WaitingDocument[] {
    const [first] = this.#waiting;
    if (first === undefined) return [];
    const digest = first.term.agreement.digest;
    const batch = this.#waiting
      .filter(({ term, month }) => term.agreement.digest === digest && month === first.month)
      .slice(0, MAX_BLIND_BATCH);
    this.#waiting = this.#waiting.filter((one) => !batch.includes(one));
    return batch;
  }

  wipe(): void {
    for (const { document } of this.#waiting) document.fill(0);
    this.#waiting = [];
  }
}

/** In memory that can be wiped. */
export function copied(document: Uint8Array): Uint8Array {
  const copy = offHeap(document.length);
  copy.set(document);
  return copy;
}
