/** Notifies holders of open resources in this process, such as sockets, that their session has ended. */
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
