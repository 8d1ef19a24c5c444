/** Messages from the server to the process that owns its token. */
import type { OpenCall } from '../../../../hardware/pkcs11/messages.ts';
import type { SecretPurpose } from '../server-keys.ts';

export const TOKEN_KEY_NAMES = ['signing', 'next-signing', 'ledger', 'releases', 'authority'] as const;
export type TokenKeyName = (typeof TOKEN_KEY_NAMES)[number];

export type ServerTokenCall =
  | OpenCall
  | { readonly call: 'sign'; readonly key: TokenKeyName; readonly message: Uint8Array }
  /** The public key; `make` makes the pair if it is missing. `null` if there is none. */
  | { readonly call: 'public'; readonly key: TokenKeyName; readonly make: boolean }
  | { readonly call: 'secret'; readonly purpose: SecretPurpose }
  | { readonly call: 'replace-signing' | 'succeed' | 'check' };

export interface OpenedServerToken {
  readonly model: string;
  readonly firmware: string;
  readonly hardware: boolean;
  /** Public half of the signing key, 32 bytes. */
  readonly publicKey: Uint8Array;
}
