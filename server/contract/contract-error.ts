import type { Fault } from './fault.ts';

/** Closed. */
export type ContractErrorCode =
  /** The value has no JSON form: a non-finite number, a lone surrogate, `undefined`, a function, a class instance, … */
  | 'not-json'
  /** Nested deeper than the bound. */
  | 'too-deep'
  /** The canonical form is longer than the bound. */
  | 'too-large'
  /** The value does not satisfy its schema; `faults` lists where. */
  | 'invalid'
  /** A key or signature of the wrong length, or a public key outside the prime-order group. */
  | 'bad-key';

/**
 * The calling program used the contract wrongly. Input from outside never causes it: a bad message yields a value of kind `refused`.
 */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly code: ContractErrorCode;
  readonly faults: readonly Fault[];

  constructor(code: ContractErrorCode, message: string, options: { faults?: readonly Fault[]; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.faults = options.faults ?? [];
  }
}
