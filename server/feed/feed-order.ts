/**
 * Positions as they are announced. Each console is told up to where it has been told everything of its own, so that what lies between two of its
 * outcomes shows neither by a message nor by its time: it may be somebody else's, or held back.
 */
export class FeedOrder {
  #latest = 0;
  #leapTo = 0;

  /** An outcome is announced. After one that does not follow on nobody is known to have all that was before it. */
  take(position: number): void {
    if (position !== this.#latest + 1) this.#leapTo = Math.max(this.#leapTo, position - 1);
    this.#latest = Math.max(this.#latest, position);
  }

  /** @param told The last position that a console was told. */
  after(told: number): number {
    return Math.max(told, this.#leapTo);
  }
}
