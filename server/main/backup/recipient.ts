/**
 * The recipient of backups: an X-Wing key pair whose private half is kept away from the server. Each half is one line of text for printing
 * and typing.
 */
import { readFileSync, statSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { XWing } from '@hpke/hybridkem-x-wing';
import { sha256 } from '@noble/hashes/sha2.js';
import { createFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { decodeBase64Url, encodeBase64Url } from '../../contract/base64url.ts';
import { BackupError } from './backup-error.ts';

const RECIPIENT = 'postern-backup-recipient-1';
const IDENTITY = 'postern-backup-identity-1';
const PUBLIC_KEY_BYTES = 1_216;
const SEED_BYTES = 32;
const KEY_ID_BYTES = 8;

export interface Recipient {
  /** X-Wing, 1216 bytes. */
  readonly publicKey: Uint8Array;
  /** The first 8 bytes of the key's SHA-256: identifies the key that opens a backup. */
  readonly keyId: Uint8Array;
}

export interface Identity extends Recipient {
  /** X-Wing's seed, 32 bytes. */
  readonly privateKey: Uint8Array;
}

/** Makes a key pair, writes the private half into a new file (mode 0600) and returns it. Throws `BackupError` `unavailable`. */
export async function makeIdentity(path: string): Promise<Identity> {
  const identity = await identityOf(randomBytes(SEED_BYTES));
  try {
    const outcome = createFileSync(path, `${IDENTITY} ${encodeBase64Url(identity.privateKey)}\n`);
    if (outcome === 'created') return identity;
  } catch (cause) {
    throw new BackupError('unavailable', 'the file of the private key cannot be made', { cause });
  }
  throw new BackupError('unavailable', 'the file of the private key already exists');
}

export function formatRecipient({ publicKey }: Recipient): string {
  return `${RECIPIENT} ${encodeBase64Url(publicKey)}\n`;
}

/** Throws `BackupError`: `malformed-key`, `unavailable`. */
export function readRecipient(path: string): Recipient {
  const publicKey = keyIn(readKeyFile(path), RECIPIENT, PUBLIC_KEY_BYTES);
  return { publicKey, keyId: keyIdOf(publicKey) };
}

/** Throws `BackupError`: `malformed-key`, also when others may read the file; `unavailable`. */
export async function readIdentity(path: string): Promise<Identity> {
  const text = readKeyFile(path);
  // Windows has no file modes.
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new BackupError('malformed-key', 'the private key must be readable by its owner only (mode 0600)');
  }
  return identityOf(keyIn(text, IDENTITY, SEED_BYTES));
}

async function identityOf(privateKey: Uint8Array): Promise<Identity> {
  const kem = new XWing();
  const pair = await kem.generateKeyPairDerand(privateKey);
  const publicKey = new Uint8Array(await kem.serializePublicKey(pair.publicKey));
  return { privateKey, publicKey, keyId: keyIdOf(publicKey) };
}

function keyIdOf(publicKey: Uint8Array): Uint8Array {
  return sha256(publicKey).subarray(0, KEY_ID_BYTES);
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new BackupError('unavailable', 'the key cannot be read', { cause });
  }
}

function keyIn(text: string, word: string, length: number): Uint8Array {
  const match = /^(\S+) (\S+)\n?$/.exec(text);
  const key = match?.[1] === word ? decodeBase64Url(match[2] ?? '') : undefined;
  if (key?.length !== length) throw new BackupError('malformed-key', `the file must hold one line "${word} …"`);
  return key;
}
