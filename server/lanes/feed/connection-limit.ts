import type { Socket } from 'node:net';

/** Limits the connections of each person. A connection counts from its request until its socket is closed. */
export class ConnectionLimit {
  readonly #most: number;
  readonly #taken = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** `false` when the person is at the limit, or has disconnected. */
  take(person: string, socket: Pick<Socket, 'destroyed' | 'once'>): boolean {
    const taken = this.#taken.get(person) ?? 0;
    if (taken >= this.#most || socket.destroyed) return false;
    this.#taken.set(person, taken + 1);
    socket.once('close', () => this.#leave(person));
    return true;
  }

  #leave(person: string): void {
    const left = (this.#taken.get(person) ?? 0) - 1;
    if (left > 0) this.#taken.set(person, left);
    else this.#taken.delete(person);
  }
}
