/**
 * Compares documents with partners' blind lists after their decisions. No result of one document is stored, logged or shown, and none reaches
 * a report or a decision: it is added to a sum in memory, and the sum to the disk after twenty comparisons.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';
import { MIN_COMPARED, type ListSums } from '../../../server/contract/list-counts.ts';
import { monthOf } from '../../../server/contract/partner-pseudonyms.ts';
import type { CountedList } from '../../../server/contract/partner-terms.ts';
import type { TransactionId } from '../../../server/contract/report.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import { isWholeMonth } from '../partners/partner-pseudonyms.ts';
import type { LaneWatchlists } from '../watchlist/lane-watchlists.ts';
import type { CountedMonth, MonthlySums } from './monthly-sums.ts';
import { copied, WaitingDocuments } from './waiting-documents.ts';

export interface ListComparisonsOptions {
  /** The lists of the signed terms; `undefined`: the lane does not have the terms now, and changes nothing. */
  readonly lists: () => readonly CountedList[] | undefined;
  readonly watchlists: Pick<LaneWatchlists, 'compare'>;
  readonly sums: Pick<MonthlySums, 'decided' | 'add'>;
  readonly clock: Clock;
  /** 0 ≤ r < 1. */
  readonly random: () => number;
  readonly log: LogEvent;
}

/** A document waits for a random time, so that the owner cannot infer when its traveller was at the lane, and several documents share a query. */
const ASK_AFTER_MS = 10_000;
const ASK_WITHIN_MS = 50_000;

/** The one traveller in the lane. */
interface Pending {
  readonly id: TransactionId;
  readonly document: Uint8Array | undefined;
  readonly month: string;
  readonly terms: readonly CountedList[];
}

type Unwritten = CountedMonth & Pick<ListSums, 'compared' | 'found'>;

export class ListComparisons {
  readonly #options: ListComparisonsOptions;
  readonly #queue = serialQueue();
  readonly #waiting = new WaitingDocuments();
  readonly #unwritten = new Map<string, Unwritten>();
  #pending: Pending | undefined;
  #cancel: (() => void) | undefined;
  #isClosed = false;

  constructor(options: ListComparisonsOptions) {
    this.#options = options;
  }

  /**
   * Holds a copy of the document until its decision, if a list takes documents of this state. Never throws.
   *
   * @param document as `listedDocument` makes it; `undefined`: no list can be asked, and it is counted as missed
   */
  read(
    id: TransactionId,
    document: Uint8Array | undefined,
    { issuingState, atMs }: { readonly issuingState: string; readonly atMs: number },
  ): void {
    this.#forget();
    const month = monthOf(atMs);
    const terms = (this.#options.lists() ?? []).filter(
      (term) => term.issuingStates.includes(issuingState) && isWholeMonth(term, month),
    );
    if (terms.length === 0 || this.#isClosed) return;
    this.#pending = { id, document: document && copied(document), month, terms };
  }

  /** The decision of this transaction is durable: its document is compared later. Never rejects. */
  async decided(id: TransactionId): Promise<void> {
    if (this.#pending?.id !== id) return this.#forget();
    const { document, month, terms } = this.#pending;
    this.#pending = undefined;
    try {
      for (const term of terms) {
        await this.#options.sums.decided({ agreement: term.agreement.digest, month });
        if (document !== undefined && !this.#isClosed) this.#waiting.add(term, month, document);
      }
      if (this.#waiting.size > 0) this.#askLater();
    } catch (error) {
      this.#failed(error);
    } finally {
      document?.fill(0);
    }
  }

  /** Writes the sums of months that have ended, after the comparisons that run. Never rejects. */
  writeBefore(month: string): Promise<void> {
    return this.#queue.run(() => this.#write((sum) => sum.month < month));
  }

  /** Wipes the documents that wait, and writes the sums. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel?.();
    this.#forget();
    await this.#queue.settled();
    this.#waiting.wipe();
    await this.#write(() => true);
  }

  #askLater(): void {
    const { clock, random } = this.#options;
    this.#cancel ??= clock.after(ASK_AFTER_MS + random() * ASK_WITHIN_MS, () => {
      this.#cancel = undefined;
      void this.#queue.run(() => this.#askAll());
    });
  }

  async #askAll(): Promise<void> {
    while (!this.#isClosed && (await this.#askOnce())) {
      // Repeats until no document waits
    }
    // A sum that changed with each traveller would reveal on the disk whose document was found, so small sums are not written yet
    await this.#write(({ compared }) => compared >= MIN_COMPARED);
  }

  /** A document is asked about once, whatever the answer is, so that the lane stays within the server's limit of queries. */
  async #askOnce(): Promise<boolean> {
    const batch = this.#waiting.takeBatch();
    const [first] = batch;
    if (first === undefined) return false;
    const documents = batch.map(({ document }) => document);
    try {
      const comparison = await this.#options.watchlists.compare(first.term, documents);
      if (comparison.kind === 'compared') this.#add(first.term, first.month, documents.length, comparison.found);
    } catch (error) {
      this.#failed(error);
    } finally {
      for (const document of documents) document.fill(0);
    }
    return true;
  }

  #add({ agreement: { digest: agreement } }: CountedList, month: string, compared: number, found: number): void {
    const key = `${agreement} ${month}`;
    const before = this.#unwritten.get(key) ?? { agreement, month, compared: 0, found: 0 };
    this.#unwritten.set(key, { ...before, compared: before.compared + compared, found: before.found + found });
  }

  async #write(isDue: (sum: Unwritten) => boolean): Promise<void> {
    for (const [key, sum] of this.#unwritten) {
      if (!isDue(sum)) continue;
      this.#unwritten.delete(key);
      await this.#options.sums.add(sum, sum).catch((error: unknown) => this.#failed(error));
    }
  }

  #forget(): void {
    this.#pending?.document?.fill(0);
    this.#pending = undefined;
  }

  #failed(error: unknown): void {
    this.#options.log({ event: 'list-counts-failed', error: errorName(error) });
  }
}
