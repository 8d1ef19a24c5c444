/** The parts of a program that are open, to be closed in reverse order. */
export class ClosingStack {
  readonly #steps: (() => unknown)[] = [];

  push(close: () => unknown): void {
    this.#steps.push(close);
  }

  /** Remembers to close `part`, and returns it. */
  add<T extends { close(): unknown }>(part: T): T {
    this.push(() => part.close());
    return part;
  }

  /** Closes every part once, in reverse order. A step that fails does not stop the others; the first failure is thrown at the end. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.#steps.pop(); close !== undefined; close = this.#steps.pop()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
