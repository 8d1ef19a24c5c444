import type { Pkcs11Settings } from '../../../hardware/pkcs11/settings.ts';

export interface TokenPlace extends Pkcs11Settings {
  /** Refuses a token whose slot does not say that it is hardware. */
  readonly hardwareOnly: boolean;
  readonly limits?: Partial<TokenLimits> | undefined;
}

export interface TokenLimits {
  /** Loading the module and logging in, ms. */
  readonly openMs: number;
  /** One call, ms; an HSM in a network takes tens. */
  readonly callMs: number;
  /** How often a token is asked to work that nobody uses, ms. */
  readonly watchEveryMs: number;
  /** Until one that was lost is tried again, ms. */
  readonly againMs: number;
  /** Making keys, ms: a smart card takes seconds for a pair. */
  readonly makeMs: number;
}
