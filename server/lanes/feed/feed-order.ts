/**
 * Tracks announced positions. Each console learns the position up to which it is complete, so that neither a message nor its timing reveals
 * outcomes in between, which may be out of its scope or withheld.
 */
export class FeedOrder {
  #latest = 0;
  #leapTo = 0;

  /** Registers an announced outcome. After a gap in the positions no console counts as complete before it. */
  take(position: number): void {
    if (position !== this.#latest + 1) this.#leapTo = Math.max(this.#leapTo, position - 1);
    this.#latest = Math.max(this.#latest, position);
  }

  /** @param told the last position sent to a console */
  after(told: number): number {
    return Math.max(told, this.#leapTo);
  }
}
