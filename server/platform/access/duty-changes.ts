import type { PersonId } from './vocabulary.ts';

/** Notifies holders of open connections, in this process, that a person's duties have changed. */
export class DutyChanges {
  readonly #listeners = new Set<(personId: PersonId) => void>();

  announce(personId: PersonId): void {
    for (const listener of this.#listeners) listener(personId);
  }

  listen(listener: (personId: PersonId) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
