/** What was opened, to be closed the other way round. */
export class ClosingStack {
  readonly #steps: (() => unknown)[] = [];

  push(close: () => unknown): void {
    this.#steps.push(close);
  }

  /** Closes all, each once. A step that fails keeps no other from its turn; the first failure is thrown in the end. */
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
