import type { DetectionEvent, EventKind } from '../events/event.ts';
import type { InvariantId } from '../rules/rule-ids.ts';
import type { Breach, Invariant } from './invariant.ts';
import { Memory, type StoredMemory } from './memory.ts';

export interface FoundBreach {
  readonly rule: Invariant;
  readonly breach: Breach;
  readonly at: number;
}

export type StoredInvariants = readonly (readonly [InvariantId, StoredMemory])[];

/** All invariants with their memories. */
export class InvariantBook {
  readonly #byKind = new Map<EventKind, { readonly rule: Invariant; readonly memory: Memory }[]>();
  readonly #all: { readonly rule: Invariant; readonly memory: Memory }[] = [];

  constructor(rules: readonly Invariant[], stored: StoredInvariants = []) {
    const kept = new Map(stored);
    for (const rule of rules) {
      const entry = { rule, memory: new Memory(rule.keepMs, kept.get(rule.id)) };
      this.#all.push(entry);
      for (const kind of rule.kinds) {
        const ofKind = this.#byKind.get(kind);
        if (ofKind === undefined) this.#byKind.set(kind, [entry]);
        else ofKind.push(entry);
      }
    }
  }

  take(event: DetectionEvent): FoundBreach[] {
    const found: FoundBreach[] = [];
    for (const { rule, memory } of this.#byKind.get(event.kind) ?? []) {
      const breach = rule.judge(event, memory);
      if (breach !== undefined) found.push({ rule, breach, at: event.at });
    }
    return found;
  }

  /** Judges absences, and forgets what is too old to matter. */
  turn(now: number): FoundBreach[] {
    return this.#all.flatMap(({ rule, memory }) => {
      const found = (rule.judgeTime?.(now, memory) ?? []).map((breach) => ({ rule, breach, at: now }));
      memory.prune(now);
      return found;
    });
  }

  stored(): StoredInvariants {
    return this.#all.map(({ rule, memory }) => [rule.id, memory.stored()]);
  }
}
