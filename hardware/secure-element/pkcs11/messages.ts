/** What the kiosk asks of the process that owns its token. */
import type { OpenCall } from '../../pkcs11/messages.ts';

export type TokenCall =
  | OpenCall
  | { readonly call: 'sign'; readonly message: Uint8Array }
  | { readonly call: 'prf'; readonly input: Uint8Array }
  | { readonly call: 'random'; readonly length: number }
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
