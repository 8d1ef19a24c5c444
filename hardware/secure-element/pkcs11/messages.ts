/** What the kiosk and the process that owns the token say to each other. All but the greeting is sealed: keys are among it. */
import type { DeviceErrorCode } from '../../device-error.ts';
import type { TokenRequest } from './open-token.ts';

export type TokenCall =
  /** Always first. */
  | ({ readonly call: 'open' } & TokenRequest)
  /** Instead of `open`: makes the keys. */
  | ({ readonly call: 'initialise' } & TokenRequest)
  | { readonly call: 'sign'; readonly message: Uint8Array }
  | { readonly call: 'prf'; readonly input: Uint8Array }
  | { readonly call: 'wrap'; readonly key: Uint8Array; readonly context: Uint8Array }
  | { readonly call: 'unwrap'; readonly wrapped: Uint8Array; readonly context: Uint8Array }
  | { readonly call: 'roots' | 'rotate' | 'check' }
  | { readonly call: 'destroy'; readonly generation: number };

export interface OpenedToken {
  readonly model: string;
  readonly firmware: string;
  readonly hardware: boolean;
  readonly publicKey: Uint8Array;
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
  /** A `TokenCall` to the process, a `TokenAnswer` from it. */
  readonly sealed: Uint8Array;
}
