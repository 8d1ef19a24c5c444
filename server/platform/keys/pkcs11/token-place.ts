import type { Pkcs11Settings } from '../../../../hardware/pkcs11/settings.ts';

export interface TokenPlace extends Pkcs11Settings {
  /** Refuses a token whose slot does not report hardware. */
  readonly hardwareOnly: boolean;
  readonly limits?: Partial<TokenLimits> | undefined;
}

export interface TokenLimits {
  /** Time limit for loading the module and logging in, ms. */
  readonly openMs: number;
  /** Time limit of a call, ms; a network HSM takes tens. */
  readonly callMs: number;
  /** Interval of test calls to an idle token, ms. */
  readonly watchEveryMs: number;
  /** Delay before a retry after a loss, ms. */
  readonly againMs: number;
  /** Time limit for making keys, ms: a smart card takes seconds for a pair. */
  readonly makeMs: number;
}
