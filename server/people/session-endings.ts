/** Tells whoever holds something open for a session, in this process, that the session is over. */
export class SessionEndings {
  readonly #listeners = new Set<(sessionIds: readonly string[]) => void>();

  announce(sessionIds: readonly string[]): void {
    if (sessionIds.length === 0) return;
    for (const listener of this.#listeners) listener(sessionIds);
  }

  listen(listener: (sessionIds: readonly string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
