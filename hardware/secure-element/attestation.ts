/**
 * Statements of an element about itself and about how its machine was started: which element it is, that it holds the kiosk's signing
 * key, and what firmware, boot loader and system were measured. The formats follow the TPM 2.0 specification, Part 2;
 * `hardware/tpm/judge-attested.ts` verifies them.
 */

/** A statement and its signature by the attestation key: r and s, 64 bytes. */
export interface AttestedStatement {
  readonly statement: Uint8Array;
  readonly signature: Uint8Array;
}

export interface AttestedIdentity {
  /** The manufacturer's certificate of the endorsement key, DER. */
  readonly endorsement: Uint8Array;
  /** Public area of the attestation key (TPMT_PUBLIC). */
  readonly attestationKey: Uint8Array;
  /** Public area of the kiosk's signing key. */
  readonly signingKey: Uint8Array;
  /** The statement, for the nonce, that the element holds the signing key. */
  readonly certified: AttestedStatement;
}

/** The error codes are the codes of `KeyProvider`. */
export interface Attestation {
  /** Rejects with `unsupported` when the element has no certificate. @param nonce at most 32 bytes */
  identity(nonce: Uint8Array): Promise<AttestedIdentity>;
  /**
   * The secret that a verifier encrypted to this element and its attestation key. Rejects with `refused` when it was made for others.
   *
   * @param identity TPM2B_ID_OBJECT
   * @param secret TPM2B_ENCRYPTED_SECRET
   */
  activate(identity: Uint8Array, secret: Uint8Array): Promise<Uint8Array>;
  /** The values of these registers (SHA-256 bank), 32 bytes each, and the statement about them. @param nonce at most 32 bytes */
  quote(
    registers: readonly number[],
    nonce: Uint8Array,
  ): Promise<AttestedStatement & { readonly values: ReadonlyMap<number, Uint8Array> }>;
}
