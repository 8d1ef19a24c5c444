/** Answers about the people that development mode invents. Production has no such answers. */
import type { OrderRole } from '../../contract/order-vocabulary.ts';

/** The part of the invented people's passkeys that a list of officer keys needs. */
export interface DevelopmentKeysView {
  readonly rpId: string;
  readonly origins: readonly string[];
  readonly keys: readonly {
    readonly officerId: string;
    readonly role: OrderRole;
    /** Base64url. */
    readonly credentialId: string;
    readonly algorithm: 'EdDSA';
    /** SubjectPublicKeyInfo, DER in base64url. */
    readonly publicKey: string;
  }[];
}

/** The passkey with which the page of an invented person signs. */
export interface DevelopmentPasskeyView {
  /** Base64url. */
  readonly credentialId: string;
  /** Ed25519, 32 bytes in base64url. */
  readonly secretKey: string;
}
