import type { DetectionEvent } from '../events/event.ts';
import type { Entity } from '../rules/entity.ts';
import { bound, valueOf } from './score.ts';
import type { Presence } from './counts.ts';

const MAX_PEOPLE = 20_000;

export type StoredPresences = readonly (readonly [string, string])[];

/** The people who did anything today, by role. */
export class Presences implements Presence {
  readonly #roles: Map<string, string>;

  constructor(stored: StoredPresences = []) {
    this.#roles = new Map(stored);
  }

  take({ actor, role }: DetectionEvent): void {
    if (actor === undefined || role === undefined) return;
    this.#roles.set(actor, role);
    bound(this.#roles, MAX_PEOPLE);
  }

  wasActive({ kind, id }: Entity): boolean {
    return kind !== 'person' || this.#roles.has(id);
  }

  activeIn(group: string): number {
    const counts = new Map<string, number>();
    for (const role of this.#roles.values()) counts.set(role, valueOf(counts, role, () => 0) + 1);
    return counts.get(group) ?? 0;
  }

  endDay(): void {
    this.#roles.clear();
  }

  stored(): StoredPresences {
    return [...this.#roles];
  }
}
