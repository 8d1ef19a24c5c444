/** A person's Ed25519 key (RFC 8032), wherever it is. */
export interface PersonsKey {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 64 bytes. Throws `PersonsKeyError` `token`. */
  sign(message: Uint8Array): Uint8Array;
  close(): void;
}
