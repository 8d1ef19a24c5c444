/**
 * A cyclic group with a generator, in which two sides agree on a secret (ICAO 9303-11 §9.6). Elements are octet strings as
 * transmitted: uncompressed points (TR-03111 §3.2.1), or numbers as long as the modulus.
 */
export interface Group {
  readonly kind: 'dh' | 'ecdh';
  /** Order of the generator; secrets lie below it. */
  readonly order: bigint;
  /** Size of the field in bits, rounded up: log2 p of ICAO 9303-11 §4.4.3.3.2. */
  readonly fieldBits: number;
  /** Bytes of a field element. */
  readonly fieldBytes: number;
  /** The generator multiplied by `secret`. */
  publicKey(secret: bigint): Uint8Array<ArrayBuffer>;
  /**
   * Another element multiplied by `secret`, complete.
   *
   * @throws ChipError `authentication` when it is not a valid element of the group
   */
  multiply(element: Uint8Array, secret: bigint): Uint8Array<ArrayBuffer>;
  /**
   * The shared secret: the x-coordinate of the product, or the product.
   *
   * @throws ChipError `authentication`, as `multiply`
   */
  agree(element: Uint8Array, secret: bigint): Uint8Array<ArrayBuffer>;
  /**
   * The same group with another generator, §4.4.3.3.1: nonce × generator + `shared`.
   *
   * @throws ChipError `authentication` when the result is not a generator
   */
  mapGeneric(nonce: Uint8Array, shared: Uint8Array): Group;
  /**
   * The same group with the generator that a field element maps to, §4.4.3.3.2.
   *
   * @param pseudorandom octets of R_p before reduction
   * @throws ChipError `authentication` when the result is not a generator
   */
  mapIntegrated(pseudorandom: Uint8Array): Group;
}
