/** The key with which a person signs documents and releases: in a file, sealed or not, or on a token. */
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createFileSync } from '../host/durable-file-sync.ts';
import { generatePassphrase } from '../passphrases/generate-passphrase.ts';
import { askNewSecret, askSecret, assertPrivate, type SecretSource, secretIn, showSecret } from './ask-secret.ts';
import type { PersonsKey } from './persons-key.ts';
import { isSealed, keyIn, sealKey, unfitness } from './sealed-key-file.ts';
import { PersonsKeyError } from './persons-key-error.ts';
import { readTokenAddress, TOKEN_SCHEME, type TokenAddress } from './token-address.ts';

export interface OpenedKey {
  readonly key: PersonsKey;
  /** For the person who signs: the file is not sealed, or a thief soon guesses its passphrase. */
  readonly warning: string | undefined;
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
    return { key: openTokenKey(address, await pinOf(address, source)), warning: undefined };
  }
  const found = statSync(place, { throwIfNoEntry: false });
  if (found?.isFile() !== true) throw new PersonsKeyError('no-key', `${place} is not a file`);
  if (found.size > LONGEST_FILE_BYTES) throw new PersonsKeyError('malformed', `${place} is too large for a key`);
  assertPrivate(place);
  const pem = readFileSync(place, 'latin1');
  if (!isSealed(pem)) return { key: inMemory(keyIn(pem)), warning: unsealedWarning(place) };
  const passphrase = await askSecret(`Passphrase of ${place}`, source);
  const key = inMemory(keyIn(pem, passphrase));
  const unfit = unfitness(passphrase);
  return { key, warning: unfit === undefined ? undefined : unfitWarning(place, unfit) };
}

/** How a new key is protected. */
export interface Protection extends SecretSource {
  /** No passphrase. */
  readonly unsealed: boolean;
  /** A passphrase of six random words, shown once, or written to the file of the source. Not for a token. */
  readonly generate?: boolean;
}

/**
 * Makes a key at a place. A file is sealed unless `unsealed`, and only its owner may read it. Rejects with `PersonsKeyError`.
 *
 * @returns the public half, 32 bytes
 */
export async function makeSigningKey(
  place: string,
  { unsealed, generate = false, ...source }: Protection,
): Promise<Uint8Array> {
  if (place.startsWith(TOKEN_SCHEME)) {
    if (generate) throw new PersonsKeyError('malformed', 'the key of a token has a PIN: --generate is for key files');
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
    : sealKey(privateKey, await newPassphrase(place, source, generate));
  if (createFileSync(place, pem, { mode: 0o600 }) === 'exists') throw present(place);
  return publicHalf(privateKey);
}

async function newPassphrase(place: string, source: SecretSource, generate: boolean): Promise<string> {
  const what = `New passphrase of ${place}`;
  if (!generate) return askNewSecret(what, source);
  const passphrase = generatePassphrase();
  if (source.file === undefined) await showSecret(what, passphrase);
  else if (createFileSync(source.file, `${passphrase}\n`, { mode: 0o600 }) === 'exists') throw present(source.file);
  return passphrase;
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

function unfitWarning(place: string, unfit: string): string {
  return `the passphrase of ${place} ${unfit}. Replace it: openssl pkcs8 -topk8 -scrypt -in '${place}' -out SEALED`;
}

function unsealedWarning(place: string): string {
  return `${place} is not sealed: anyone with a copy of it can sign. Seal it: openssl pkcs8 -topk8 -scrypt -in '${place}' -out SEALED`;
}
