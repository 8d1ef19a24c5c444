/** The key with which a person signs documents and releases: in a file, sealed or not, or on a token. */
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createFileSync } from '../host/durable-file-sync.ts';
import { askNewSecret, askSecret, assertPrivate, type SecretSource, secretIn } from './ask-secret.ts';
import type { PersonsKey } from './persons-key.ts';
import { isSealed, keyIn, sealKey } from './sealed-key-file.ts';
import { PersonsKeyError } from './persons-key-error.ts';
import { readTokenAddress, TOKEN_SCHEME, type TokenAddress } from './token-address.ts';

export interface OpenedKey {
  readonly key: PersonsKey;
  /** Whether the file is not sealed: a copy of it can sign. */
  readonly unsealed: boolean;
}

const LONGEST_FILE_BYTES = 16_384;

/**
 * Opens the key at a place: a file, or the PKCS #11 URI of a key on a token (`./token-address.ts`). Asks for passphrase or PIN when the
 * key needs one. Rejects with `PersonsKeyError`.
 *
 * @example
 * const { key } = await openSigningKey('anna.pem', { file: undefined });
 */
export async function openSigningKey(place: string, source: SecretSource): Promise<OpenedKey> {
  if (place.startsWith(TOKEN_SCHEME)) {
    const address = readTokenAddress(place);
    const { openTokenKey } = await import('./token-key.ts');
    return { key: openTokenKey(address, await pinOf(address, source)), unsealed: false };
  }
  const found = statSync(place, { throwIfNoEntry: false });
  if (found?.isFile() !== true) throw new PersonsKeyError('no-key', `${place} is not a file`);
  if (found.size > LONGEST_FILE_BYTES) throw new PersonsKeyError('malformed', `${place} is too large for a key`);
  assertPrivate(place);
  const pem = readFileSync(place, 'latin1');
  if (!isSealed(pem)) return { key: inMemory(keyIn(pem)), unsealed: true };
  return { key: inMemory(keyIn(pem, await askSecret(`Passphrase of ${place}`, source))), unsealed: false };
}

/**
 * Makes a key at a place. A file is sealed unless `unsealed`, and only its owner may read it. Rejects with `PersonsKeyError`.
 *
 * @returns the public half, 32 bytes
 */
export async function makeSigningKey(
  place: string,
  { unsealed, ...source }: SecretSource & { readonly unsealed: boolean },
): Promise<Uint8Array> {
  if (place.startsWith(TOKEN_SCHEME)) {
    const address = readTokenAddress(place);
    const { makeTokenKey } = await import('./token-key.ts');
    const key = makeTokenKey(address, await pinOf(address, source));
    key.close();
    return key.publicKey;
  }
  if (existsSync(place)) throw present(place);
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = unsealed
    ? String(privateKey.export({ format: 'pem', type: 'pkcs8' }))
    : sealKey(privateKey, await askNewSecret(`New passphrase of ${place}`, source));
  if (createFileSync(place, pem, { mode: 0o600 }) === 'exists') throw present(place);
  return publicHalf(privateKey);
}

function inMemory(key: KeyObject): PersonsKey {
  return {
    publicKey: publicHalf(key),
    sign: (message) => Uint8Array.from(sign(null, message, key)),
    close: () => undefined,
  };
}

function publicHalf(key: KeyObject): Uint8Array {
  return Uint8Array.from(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32));
}

async function pinOf({ token, pinFile }: TokenAddress, source: SecretSource): Promise<string> {
  return pinFile === undefined ? askSecret(`PIN of the token ${token}`, source) : secretIn(pinFile);
}

function present(place: string): PersonsKeyError {
  return new PersonsKeyError('present', `${place} is there already: it is not overwritten`);
}

/** For the person who has signed with an unsealed file. */
export function unsealedWarning(place: string): string {
  return `${place} is not sealed: anyone with a copy of it can sign. Seal it: openssl pkcs8 -topk8 -scrypt -in '${place}' -out SEALED`;
}
