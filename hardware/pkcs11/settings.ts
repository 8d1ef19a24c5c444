/** The token's location and credentials. */
export interface Pkcs11Settings {
  /** Path of the PKCS #11 module, a shared library. */
  readonly module: string;
  /** The token's label. */
  readonly tokenLabel: string;
  /** A file with the user's PIN in one line, readable by its owner only, such as a systemd credential. */
  readonly pinFile: string;
}
