/** Addresses of keys on tokens: PKCS #11 URIs (RFC 7512). */
import { PersonsKeyError } from './persons-key-error.ts';

export interface TokenAddress {
  /** Path of the vendor's module. */
  readonly module: string;
  /** The token's label. */
  readonly token: string;
  /** The key's label. */
  readonly object: string;
  /** A file with the PIN in one line. */
  readonly pinFile: string | undefined;
}

export const TOKEN_SCHEME = 'pkcs11:';
const LONGEST = 2_048;
const FORM = 'pkcs11:token=NAME;object=NAME?module-path=/PATH/OF/MODULE.so[&pin-source=file:/PATH]';

/** Attributes of the path and of the query that are accepted. */
const PATH = ['token', 'object', 'type'];
const QUERY = ['module-path', 'pin-source'];

/**
 * Reads an address of the form `pkcs11:token=anna;object=signing?module-path=/usr/lib/softhsm/libsofthsm2.so`. Refused: an attribute
 * that is unknown, repeated or empty, a `type` other than `private`, and `pin-value`, because a list of processes would show it.
 * Throws `PersonsKeyError` `malformed`.
 */
export function readTokenAddress(text: string): TokenAddress {
  if (!text.startsWith(TOKEN_SCHEME) || text.length > LONGEST) throw malformed();
  const [path = '', query = '', ...more] = text.slice(TOKEN_SCHEME.length).split('?');
  if (more.length > 0) throw malformed();
  const { token, object, type = 'private' } = attributes(path, ';', PATH);
  const { 'module-path': module, 'pin-source': pinSource } = attributes(query, '&', QUERY);
  if (token === undefined || object === undefined || module === undefined || type !== 'private') throw malformed();
  if (!module.startsWith('/')) throw malformed();
  return { module, token, object, pinFile: pinSource === undefined ? undefined : pinFile(pinSource) };
}

function attributes(text: string, separator: string, names: readonly string[]): Readonly<Record<string, string>> {
  const found = new Map<string, string>();
  for (const part of text === '' ? [] : text.split(separator)) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0));
    if (name === 'pin-value') {
      throw new PersonsKeyError(
        'malformed',
        'pin-value is refused, because a list of processes shows it: use pin-source',
      );
    }
    const value = decoded(part.slice(at + 1));
    if (!names.includes(name) || found.has(name) || value === '') throw malformed();
    found.set(name, value);
  }
  return Object.fromEntries(found);
}

function decoded(text: string): string {
  try {
    const value = decodeURIComponent(text);
    if (!value.includes('\0')) return value;
  } catch {
    // Refused below
  }
  throw malformed();
}

/** RFC 7512 §2.4: a `file:` URI, or an absolute path. */
function pinFile(source: string): string {
  const path = source.replace(/^file:(\/\/(?=\/))?/, '');
  if (!path.startsWith('/') || path.startsWith('//')) throw malformed();
  return path;
}

function malformed(): PersonsKeyError {
  return new PersonsKeyError('malformed', `the address of a key on a token has the form ${FORM}`);
}
