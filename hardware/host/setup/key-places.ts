/** The key provider of each place of keys, in the words of a setup. */
export const PROVIDER_OF: Readonly<Record<string, string>> = { token: 'pkcs11', tpm: 'tpm', files: 'file' };

/** The place of each key provider. */
export const PLACE_OF: Readonly<Record<string, string>> = { pkcs11: 'token', tpm: 'tpm', file: 'files' };
