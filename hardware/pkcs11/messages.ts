/**
 * Messages between a program and the process that owns its token. All but the greeting are sealed, because they may contain
 * keys.
 */
import type { DeviceErrorCode } from '../device/device-error.ts';
import type { TokenRequest } from './open-token.ts';

/** The first call. `initialise` opens the token and creates the keys. */
export type OpenCall = { readonly call: 'open' | 'initialise' } & TokenRequest;

/** A call of the program's protocol; plain data. */
export interface NamedCall {
  readonly call: string;
}

export type TokenAnswer =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly code: DeviceErrorCode; readonly message: string };

/** The first message of each side: its public key for the sealed channel. */
export interface Greeting {
  readonly publicKey: Uint8Array;
}

export interface SealedMessage {
  readonly id: number;
  /** A call to the process, or its `TokenAnswer`. */
  readonly sealed: Uint8Array;
}
