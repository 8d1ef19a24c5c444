/**
 * Decides which waiting openings enter the log: those with a valid code, in the order of their writer's numbers. Every other one stays in the
 * database and is reported once.
 */
import type { Connection } from '../../../platform/database/connection.ts';
import type { WriteQueue } from '../../../platform/database/write-queue.ts';
import { type Difference, rowOfSubject } from '../../../platform/base/difference.ts';
import type { OpeningCodes } from '../entry/opening-codes.ts';
import { writerOf } from '../entry/opening-writer.ts';
import { lastNumberOf, type WaitingEntry } from '../entry/coded-openings.ts';
import { findEvents } from './log-tables.ts';

export interface WaitingGuardParts {
  readonly knex: Connection;
  readonly queue: WriteQueue;
  readonly codes: OpeningCodes;
  /** Reads the log. */
  readonly log: Connection;
  readonly onDifference: (difference: Difference) => void;
}

/** The openings that a writer had committed when a round began. */
export interface Due {
  readonly writer: string;
  readonly number: number;
}

/** A crash leaves at most the openings of the last moments, so their writer's last entry is among the latest ones. */
const LATEST = 5_000;
/** Refused openings at most. With more, the log takes nothing: each round would read them all again. */
const MAX_REFUSED = 10_000;

export class WaitingGuard {
  readonly #parts: WaitingGuardParts;
  readonly #refused = new Set<number>();
  /** By writer: the number of its last opening that entered the log. */
  readonly #last = new Map<string, number>();
  /** As `#last`, for openings that were admitted and may not be in the log yet. */
  readonly #admitted = new Map<string, number>();
  #adopted: ReadonlySet<number> = new Set();

  constructor(parts: WaitingGuardParts) {
    this.#parts = parts;
  }

  /** Number of openings that were refused and still wait. */
  get refused(): number {
    return this.#refused.size;
  }

  /** From now on admits those of these openings that have no valid code. Returns their number. */
  adopt(waiting: readonly WaitingEntry[]): number {
    const adopted = waiting.filter((entry) => !this.#isOwn(entry));
    this.#adopted = new Set(adopted.map(({ id }) => id));
    return adopted.length;
  }

  /** Call before the waiting openings are read. */
  due(): Due {
    const { writer, committed } = writerOf(this.#parts.queue).state;
    return { writer: hex(writer), number: committed };
  }

  /** Whether openings that this process has committed were not among those admitted since. Reported once. */
  isMissing({ writer, number }: Due): boolean {
    const last = this.#last.get(writer) ?? 0;
    if (last >= number) return false;
    this.#last.set(writer, number);
    this.#report('opening-missing', 'entry');
    return true;
  }

  /** Call when the openings that `admit` returned last are in the log. */
  noteEntered(): void {
    for (const [writer, number] of this.#admitted) this.#last.set(writer, number);
    this.#admitted.clear();
  }

  /** The openings that may enter the log, in their order. Throws when too many were refused. */
  async admit(waiting: readonly WaitingEntry[]): Promise<WaitingEntry[]> {
    this.#admitted.clear();
    const there = new Set(waiting.map(({ id }) => id));
    for (const id of this.#refused) if (!there.has(id)) this.#refused.delete(id);
    const admitted: WaitingEntry[] = [];
    for (const entry of waiting) {
      if (this.#refused.has(entry.id)) continue;
      if (await this.#isAdmitted(entry)) admitted.push(entry);
      else this.#refused.add(entry.id);
    }
    if (this.#refused.size > MAX_REFUSED) throw new Error('too many openings have no valid code');
    return admitted;
  }

  async #isAdmitted(entry: WaitingEntry): Promise<boolean> {
    if (this.#adopted.has(entry.id)) return true;
    if (entry.code === undefined || !this.#isOwn(entry)) return this.#refuse(entry);
    const { writer, number } = entry.code;
    const name = hex(writer);
    const last =
      this.#admitted.get(name) ?? this.#last.get(name) ?? (await lastNumberOf(this.#parts.knex, writer, LATEST));
    // A repeated number: its entry is in the log and only the mark is missing, or the opening is from a transaction that was rolled back
    if (number <= last) return (await this.#isInLog(entry)) || this.#refuse(entry, 'opening-repeated');
    if (number > last + 1) this.#report('opening-missing', 'entry');
    this.#admitted.set(name, number);
    return true;
  }

  #isOwn({ code, ...parts }: WaitingEntry): boolean {
    return code !== undefined && this.#parts.codes.isOwn({ ...parts, ...code }, code.code);
  }

  async #isInLog({ event }: WaitingEntry): Promise<boolean> {
    return (await findEvents(this.#parts.log, [event])).size > 0;
  }

  #refuse({ subject, type }: WaitingEntry, code: 'opening-forged' | 'opening-repeated' = 'opening-forged'): false {
    this.#parts.onDifference({ code, index: null, ...rowOfSubject(subject, type) });
    return false;
  }

  #report(code: 'opening-missing', kind: string): void {
    this.#parts.onDifference({ code, kind, index: null });
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
