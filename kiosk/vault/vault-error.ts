export type VaultErrorCode =
  /** Every key slot is taken: captures are made faster than they are forgotten. */
  | 'full'
  /** The key of this capture has been destroyed. */
  | 'destroyed'
  /** The sealed bytes are not what was sealed, or not under this key. */
  | 'corrupt';

export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly code: VaultErrorCode;

  constructor(code: VaultErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
