/** The signer of the fleet's certificate authority, and its key file in development. */
import { webcrypto } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createFileSync, makeFolderSync } from '../../../hardware/host/durable-file-sync.ts';
import { FleetError } from './fleet-error.ts';

export type FleetKey = webcrypto.CryptoKey;

/** P-256, because browsers support nothing newer. */
export const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
export const SIGNATURE_ALGORITHM = { ...KEY_ALGORITHM, hash: 'SHA-256' } as const;

export interface AuthoritySigner {
  readonly publicKey: FleetKey;
  /** ECDSA on P-256 with SHA-256 over `message`: r and s, 64 bytes (IEEE P1363). */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** The authority's key with any provider. */
export interface AuthorityKey {
  /** Rejects with `FleetError` `no-authority` if there is no key, and as its provider does. */
  open(): Promise<AuthoritySigner>;
  /** Makes the key if there is none. */
  make(): Promise<AuthoritySigner>;
}

export function authorityKeyFile(folder: string): AuthorityKey {
  return { open: () => openSignerFile(folder), make: () => makeSignerFile(folder) };
}

/** @param point the public half, uncompressed: 4, x, y */
export async function authoritySignerOf(point: Uint8Array, sign: AuthoritySigner['sign']): Promise<AuthoritySigner> {
  return { publicKey: await webcrypto.subtle.importKey('raw', point, KEY_ALGORITHM, true, ['verify']), sign };
}

const KEY_FILE = 'authority.key';

/** Makes the key file if there is none. Throws as `openSignerFile`. */
async function makeSignerFile(folder: string): Promise<AuthoritySigner> {
  try {
    makeFolderSync(folder);
    const { privateKey } = await webcrypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
    const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey));
    createFileSync(join(folder, KEY_FILE), pem('PRIVATE KEY', der));
    der.fill(0);
  } catch (cause) {
    throw new FleetError('unreadable', 'the key of the authority cannot be made', { cause });
  }
  return openSignerFile(folder);
}

/** Throws `FleetError`: `no-authority`, `exposed`, `unusable`, `unreadable`. */
async function openSignerFile(folder: string): Promise<AuthoritySigner> {
  const path = join(folder, KEY_FILE);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) {
    throw new FleetError('no-authority', 'there is no authority of the fleet yet');
  }
  // Windows has no file modes.
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new FleetError('exposed', `${KEY_FILE} must be readable by its owner only (mode 0600)`);
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new FleetError('unreadable', `${KEY_FILE} cannot be read`, { cause });
  }
  try {
    return await signerOf(derOf(text));
  } catch (cause) {
    throw new FleetError('unusable', `${KEY_FILE} does not hold a P-256 key`, { cause });
  }
}

async function signerOf(pkcs8: Uint8Array): Promise<AuthoritySigner> {
  const { subtle } = webcrypto;
  const key = await subtle.importKey('pkcs8', pkcs8, KEY_ALGORITHM, true, ['sign']);
  const { kty = '', crv = '', x = '', y = '' } = await subtle.exportKey('jwk', key);
  const publicKey = await subtle.importKey('jwk', { kty, crv, x, y }, KEY_ALGORITHM, true, ['verify']);
  return {
    publicKey,
    sign: async (message) => new Uint8Array(await subtle.sign(SIGNATURE_ALGORITHM, key, message)),
  };
}

export function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function derOf(text: string): Uint8Array {
  return Buffer.from(text.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64');
}
