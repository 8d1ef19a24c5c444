/** How many bodies are in memory at once: of all clients, of one trader and of one network. A slot is taken when the first bytes of a body arrive. */

/** Bodies of at most 2 MiB; of sealed declarations 4 MiB. */
const MAX = { all: 64, trader: 8, network: 16 };

export class BodySlots {
  readonly #open = new Map<string, number>();

  /** Returns a function that gives the slot back; `undefined`: there is none now. */
  take(trader: string, network: string): (() => void) | undefined {
    const counted = [
      ['all', MAX.all],
      [`trader ${trader}`, MAX.trader],
      [`network ${network}`, MAX.network],
    ] as const;
    if (counted.some(([name, most]) => (this.#open.get(name) ?? 0) >= most)) return undefined;
    for (const [name] of counted) this.#open.set(name, (this.#open.get(name) ?? 0) + 1);
    return () => {
      for (const [name] of counted) {
        const left = (this.#open.get(name) ?? 0) - 1;
        if (left > 0) this.#open.set(name, left);
        else this.#open.delete(name);
      }
    };
  }
}
