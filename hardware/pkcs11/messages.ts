/** What a program and the process that owns its token say to each other. All but the greeting is sealed: keys may be among it. */
import type { DeviceErrorCode } from '../device-error.ts';
import type { TokenRequest } from './open-token.ts';

/** Always first. `initialise`, instead of `open`, makes the keys. */
export type OpenCall = { readonly call: 'open' | 'initialise' } & TokenRequest;

/** A call as a program's own vocabulary has it; plain data. */
export interface NamedCall {
  readonly call: string;
}

export type TokenAnswer =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly code: DeviceErrorCode; readonly message: string };

/** The first message of each side: an end of the sealed channel. */
export interface Greeting {
  readonly publicKey: Uint8Array;
}

export interface SealedMessage {
  readonly id: number;
  /** A call to the process, a `TokenAnswer` from it. */
  readonly sealed: Uint8Array;
}
