import { EVENT_KINDS, type DetectionEvent } from '../events/event.ts';
import type { EventReference } from '../rules/entity.ts';

/** A remembered event of a key. */
export interface Remembered extends EventReference {
  /** The word that the rule compares: a site, a console, a person. */
  readonly value: string;
  readonly count: number;
}

/** The form in JSON: key, then at, index of the kind, entry or -1, value and count of each event. */
export type StoredMemory = readonly (readonly [
  string,
  readonly (readonly [number, number, number, string, number])[],
])[];

/** Keys of one rule. The one that was touched longest ago is forgotten first. */
const MAX_KEYS = 65_536;
/** Events of one key. */
const MAX_EVENTS = 32;

/** The recent events of one rule, by key. Bounded. */
export class Memory {
  readonly #rows: Map<string, Remembered[]>;
  readonly #keepMs: number;

  constructor(keepMs: number, stored: StoredMemory = []) {
    this.#keepMs = keepMs;
    this.#rows = new Map(
      stored.map(([key, events]) => [
        key,
        events.map(([at, kind, entry, value, count]) => ({
          at,
          kind: EVENT_KINDS[kind]!,
          ...(entry < 0 ? {} : { entry }),
          value,
          count,
        })),
      ]),
    );
  }

  /** The events of a key that are not older than the window, with the new one. */
  add(key: string, event: DetectionEvent, value = ''): readonly Remembered[] {
    const { at, kind, entry, count = 1 } = event;
    const rows = (this.#rows.get(key) ?? []).filter((one) => at - one.at < this.#keepMs).slice(1 - MAX_EVENTS);
    rows.push({ at, kind, ...(entry === undefined ? {} : { entry }), value, count });
    this.#rows.delete(key);
    this.#rows.set(key, rows);
    if (this.#rows.size > MAX_KEYS) {
      const [oldest] = this.#rows.keys();
      this.#rows.delete(oldest!);
    }
    return rows;
  }

  /** The events of a key that are not older than the window at a time. */
  of(key: string, at: number): readonly Remembered[] {
    return (this.#rows.get(key) ?? []).filter((one) => at - one.at < this.#keepMs);
  }

  forget(key: string): void {
    this.#rows.delete(key);
  }

  /** Whether the next new key drops the oldest, so that a missing key may have been dropped. */
  get isFull(): boolean {
    return this.#rows.size >= MAX_KEYS;
  }

  /** The keys with an event, in the order of their last one. */
  keys(): string[] {
    return [...this.#rows.keys()];
  }

  /** Forgets what is older than the window. */
  prune(now: number): void {
    for (const [key, rows] of this.#rows) if (now - rows.at(-1)!.at >= this.#keepMs) this.#rows.delete(key);
  }

  stored(): StoredMemory {
    return [...this.#rows].map(([key, rows]) => [
      key,
      rows.map(({ at, kind, entry = -1, value, count }) => [at, EVENT_KINDS.indexOf(kind), entry, value, count]),
    ]);
  }
}
