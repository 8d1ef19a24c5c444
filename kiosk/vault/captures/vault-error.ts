import { codedError } from '../../../hardware/host/coded-error.ts';

export type VaultErrorCode =
  /** Every key slot is in use: captures are made faster than they are destroyed. */
  | 'full'
  /** The key of this capture has been destroyed. */
  | 'destroyed'
  /** The sealed bytes were changed, or were sealed under another key. */
  | 'corrupt';

export class VaultError extends codedError<VaultErrorCode>('VaultError') {}
