/** Where the token is and what opens it. */
export interface Pkcs11Settings {
  /** Path of the PKCS #11 module, a shared library. */
  readonly module: string;
  /** The token's label. */
  readonly tokenLabel: string;
  /** A file with the user's PIN in one line, for its owner alone. A systemd credential is one. */
  readonly pinFile: string;
}
