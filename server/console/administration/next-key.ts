/** Pure: reads the typed public key of the server's next signing key. The server checks it again. */

export type NextKeyEntry =
  | { readonly kind: 'read'; readonly key: string }
  | { readonly kind: 'malformed' }
  /** It is the key that the server signs with now. */
  | { readonly kind: 'in-use' };

/** Ed25519; or P-256 as a compressed point, which a server with its keys in a TPM has. */
const PUBLIC_KEY = /^([0-9a-f]{64}|0[23][0-9a-f]{64})$/;

/** Accepts upper case, and spaces and line breaks that a copied text has. `inUse`: lower-case hex. */
export function readNextKey(typed: string, inUse: string): NextKeyEntry {
  const key = typed.replaceAll(/\s/g, '').toLowerCase();
  if (!PUBLIC_KEY.test(key)) return { kind: 'malformed' };
  return key === inUse ? { kind: 'in-use' } : { kind: 'read', key };
}
