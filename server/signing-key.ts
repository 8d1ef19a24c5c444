/** The server's Ed25519 key in development: a file. Production wants PKCS#11 or a TPM and refuses this. */
import { createPrivateKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { ed25519 } from '@noble/curves/ed25519.js';
import type { ReceiptSigner } from './clearance/clearance.ts';

/** Closed. */
export type SigningKeyErrorCode =
  /** The file, or its folder, cannot be read or made. */
  | 'unreadable'
  /** Others than the owner may read the file. */
  | 'exposed'
  /** The file does not hold 64 hex digits. */
  | 'malformed';

export class SigningKeyError extends Error {
  override readonly name = 'SigningKeyError';
  readonly code: SigningKeyErrorCode;

  constructor(code: SigningKeyErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

const FILE = 'server-signing-key';
const SEED_BYTES = 32;
/** PKCS #8 of an Ed25519 seed (RFC 8410 §7) up to the seed. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The key in `dataDir`, made on the first start. Throws `SigningKeyError`: `unreadable`, `exposed`, `malformed`; a key that
 * cannot be used is never replaced, because kiosks know its public half.
 */
export function openSigningKey(dataDir: string): ReceiptSigner {
  const path = join(dataDir, FILE);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (statSync(path, { throwIfNoEntry: false }) === undefined) create(dataDir, path);
    // Windows has no such bits.
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
      throw new SigningKeyError('exposed', `${FILE} must be readable by its owner only (mode 0600)`);
    }
    const text = readFileSync(path, 'utf8').trim();
    if (!/^[0-9a-f]{64}$/.test(text)) throw new SigningKeyError('malformed', `${FILE} must hold 64 hex digits`);
    return signerOf(Buffer.from(text, 'hex'));
  } catch (cause) {
    if (cause instanceof SigningKeyError) throw cause;
    throw new SigningKeyError('unreadable', `${FILE} cannot be read or made`, { cause });
  }
}

/** Written whole under another name, then linked: a crash leaves no half key, and of two first starts one wins. */
function create(dataDir: string, path: string): void {
  const draft = join(dataDir, `${FILE}.${randomBytes(8).toString('hex')}`);
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, `${randomBytes(SEED_BYTES).toString('hex')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
  const folder = openSync(dataDir, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function signerOf(seed: Buffer): ReceiptSigner {
  const key: KeyObject = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = ed25519.getPublicKey(seed);
  return { publicKey, sign: (input) => sign(null, input, key) };
}
