/** Files with one seed each: the server's keys in development, and a witness's keys. */
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { codedError } from '../../../hardware/host/coded-error.ts';
import { createFileSync, makeFolderSync } from '../../../hardware/host/durable-file-sync.ts';

/** Closed. */
export type SigningKeyErrorCode =
  /** The file, or its folder, cannot be read or made. */
  | 'unreadable'
  /** Users other than the owner may read the file. */
  | 'exposed'
  /** The file does not hold 64 hex digits. */
  | 'malformed';

export class SigningKeyError extends codedError<SigningKeyErrorCode>('SigningKeyError') {}

const SEED_BYTES = 32;

/** Throws `SigningKeyError`: `unreadable`. */
export function hasSeed(dataDir: string, name: string): boolean {
  try {
    return statSync(join(dataDir, name), { throwIfNoEntry: false }) !== undefined;
  } catch (cause) {
    throw new SigningKeyError('unreadable', `${name} cannot be checked`, { cause });
  }
}

/**
 * The 32 bytes of the key in `dataDir`, made at the first start. Throws `SigningKeyError`: `unreadable`, `exposed`, `malformed`. An unusable
 * key is never replaced, because others trust its public half.
 */
export function openSeed(dataDir: string, name: string): Uint8Array {
  const path = join(dataDir, name);
  try {
    makeFolderSync(dataDir);
    if (!hasSeed(dataDir, name)) createFileSync(path, `${randomBytes(SEED_BYTES).toString('hex')}\n`);
    // Windows has no file modes.
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
      throw new SigningKeyError('exposed', `${name} must be readable by its owner only (mode 0600)`);
    }
    const text = readFileSync(path, 'utf8').trim();
    if (!/^[0-9a-f]{64}$/.test(text)) throw new SigningKeyError('malformed', `${name} must hold 64 hex digits`);
    return Buffer.from(text, 'hex');
  } catch (cause) {
    if (cause instanceof SigningKeyError) throw cause;
    throw new SigningKeyError('unreadable', `${name} cannot be read or made`, { cause });
  }
}
