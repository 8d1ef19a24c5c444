/**
 * The files of the server's keys in a TPM: one with the value of authorisation and the name of the storage root key, and one for each key
 * that the TPM has encrypted. A file is made once and never changed.
 */
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createFileSync, makeFolderSync } from '../../../../hardware/host/durable-file-sync.ts';
import { isFileExposed } from '../../../../hardware/host/private-files.ts';
import { decodeBlob, encodeBlob, type ObjectBlob } from '../../../../hardware/tpm/objects.ts';
import { tpmFault } from '../../../../hardware/tpm/tpm-error.ts';

const BASE_FILE = 'server-tpm.json';

const schema = z.strictObject({
  version: z.literal(1),
  /** Name of the storage root key, 34 bytes. */
  storageRoot: z.string().regex(/^[0-9a-f]{68}$/),
  authorisation: z.string().regex(/^[0-9a-f]{64}$/),
});

export interface TpmKeyBase {
  readonly storageRoot: Uint8Array;
  /** 32 bytes. */
  readonly authValue: Uint8Array;
}

/** `secret`: HMAC. `ledger`, `releases`: sealed Ed25519 seeds. `authority`: ECDSA on P-256. */
export const STORED_KEY_NAMES = ['secret', 'ledger', 'releases', 'authority'] as const;
/** The keys whose seeds the TPM seals, because TPMs have no Ed25519. */
export type SealedSeedName = 'ledger' | 'releases';
export type StoredKeyName = (typeof STORED_KEY_NAMES)[number];

export function hasTpmKeys(folder: string): boolean {
  return exists(join(folder, BASE_FILE));
}

/** The last file of an initialisation. */
export function createTpmBase(folder: string, { storageRoot, authValue }: TpmKeyBase): 'created' | 'exists' {
  const content: z.infer<typeof schema> = {
    version: 1,
    storageRoot: Buffer.from(storageRoot).toString('hex'),
    authorisation: Buffer.from(authValue).toString('hex'),
  };
  return createFileSync(join(folder, BASE_FILE), `${JSON.stringify(content)}\n`);
}

/** Throws `DeviceError`: `unknown-key` without keys, `not-permitted` for a file that others may read, `unsupported` for a damaged one. */
export function readTpmBase(folder: string): TpmKeyBase {
  const path = join(folder, BASE_FILE);
  if (!exists(path)) throw tpmFault('unknown-key', 'the TPM has no keys of a server');
  if (isFileExposed(path))
    throw tpmFault('not-permitted', `${BASE_FILE} must be readable by its owner only (mode 0600)`);
  try {
    const { storageRoot, authorisation } = schema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return { storageRoot: bytesOf(storageRoot), authValue: bytesOf(authorisation) };
  } catch (cause) {
    throw tpmFault('unsupported', `${BASE_FILE} is damaged`, cause);
  }
}

/** `undefined` without this key. Throws `DeviceError` `unsupported` for a damaged file. */
export function readStoredKey(folder: string, name: StoredKeyName): ObjectBlob | undefined {
  const path = join(folder, fileOf(name));
  if (!exists(path)) return undefined;
  try {
    return decodeBlob(Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url'));
  } catch (cause) {
    throw tpmFault('unsupported', `${fileOf(name)} is damaged`, cause);
  }
}

/** Throws `DeviceError` `refused` when there is one. */
export function createStoredKey(folder: string, name: StoredKeyName, blob: ObjectBlob): void {
  makeFolderSync(folder);
  const text = `${Buffer.from(encodeBlob(blob)).toString('base64url')}\n`;
  if (createFileSync(join(folder, fileOf(name)), text) === 'exists') {
    throw tpmFault('refused', `${fileOf(name)} is there already`);
  }
}

/** Whether an initialisation of this folder was begun, or an earlier server worked here. */
export function hasStoredKeys(folder: string): boolean {
  return STORED_KEY_NAMES.some((name) => exists(join(folder, fileOf(name))));
}

/** Removes the keys of an earlier server, whose base file is gone. */
export function removeStoredKeys(folder: string): void {
  for (const name of STORED_KEY_NAMES) rmSync(join(folder, fileOf(name)), { force: true });
}

function fileOf(name: StoredKeyName): string {
  return `${name}.tpmkey`;
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}
