/**
 * The base class of errors with a closed list of codes. `name` is the name of the derived class.
 *
 * @example
 * export class LedgerError extends codedError<LedgerErrorCode>('LedgerError') {}
 */
export function codedError<Code>(name: string) {
  return class extends Error {
    override readonly name = name;
    readonly code: Code;

    constructor(code: Code, message: string, options?: ErrorOptions) {
      super(message, options);
      this.code = code;
    }
  };
}
