import type { Socket } from 'node:net';

/** How many connections each person has. A connection counts from its request until its socket is closed, whatever becomes of it. */
export class Seats {
  readonly #most: number;
  readonly #taken = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** `false` when the person has as many as they may have, or has hung up meanwhile. */
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
