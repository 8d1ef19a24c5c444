/**
 * One parser under attack. Both the property test and the coverage-guided fuzzer run the same targets: each is a module that exports
 * these two.
 */
export interface FuzzTarget {
  /** Whole, valid inputs to start from. */
  seeds(): Promise<readonly Uint8Array<ArrayBuffer>[]>;
  /** Feeds the bytes to the parser. Throws, or rejects, when it did what it must not. */
  fuzz(data: Uint8Array): void | Promise<void>;
}

/** Name of the typed error for refusals; any other error is a finding. */
export function refusing(name: string, read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== name) throw error;
  }
}

/** Thrown by a target over an outcome that a parser must not have. */
export function never(why: string): never {
  throw new Error(why);
}
