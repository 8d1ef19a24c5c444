/** What development tells of the people whom it invents. Production answers none of it. */
import type { OrderRole } from '../../contract/order-vocabulary.ts';

/** Of their passkeys what a list of officers' keys needs. */
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

/** What the page of an invented person signs with. */
export interface DevelopmentPasskeyView {
  /** Base64url. */
  readonly credentialId: string;
  /** Ed25519, 32 bytes in base64url. */
  readonly secretKey: string;
}
