/**
 * The keys of the development secure element in one file: a header, the 32-byte Ed25519 seed (RFC 8032 §5.1.5), the 32-byte
 * wrapping key, and the SHA-256 of all that, so that a damaged or foreign file is noticed before a key is used.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { constants } from 'node:fs';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { DeviceError } from '../device-error.ts';

export const KEY_FILE_NAME = 'development-secure-element.key';

const HEADER = Buffer.from('postern development element 1\n', 'ascii');
const KEY_BYTES = 32;
const DIGEST_BYTES = 32;
const FILE_BYTES = HEADER.length + 2 * KEY_BYTES + DIGEST_BYTES;

export interface ElementKeys {
  /** Ed25519 seed, 32 bytes. */
  readonly seed: Uint8Array;
  /** AES-256 key, 32 bytes. */
  readonly wrappingKey: Uint8Array;
}

/**
 * Reads the keys, or makes them at first use: mode 0600, complete on disk before the name appears, never over another file.
 * Rejects with `DeviceError` `corrupt` when the file is not one of these, and with the system's error when it cannot be
 * reached. The caller wipes what it is given.
 */
export async function openKeyFile(directory: string): Promise<ElementKeys> {
  const path = join(directory, KEY_FILE_NAME);
  const existing = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (existing !== undefined) return parseKeyFile(existing);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeOnce(directory, path, newKeyFile());
  return parseKeyFile(await readFile(path));
}

function newKeyFile(): Buffer {
  const body = Buffer.concat([HEADER, randomBytes(2 * KEY_BYTES)]);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

function parseKeyFile(file: Buffer): ElementKeys {
  const body = file.subarray(0, FILE_BYTES - DIGEST_BYTES);
  const wellFormed = file.length === FILE_BYTES && body.subarray(0, HEADER.length).equals(HEADER);
  if (
    !wellFormed ||
    !timingSafeEqual(createHash('sha256').update(body).digest(), file.subarray(FILE_BYTES - DIGEST_BYTES))
  ) {
    throw new DeviceError('secure-element', 'corrupt', 'the key file is damaged or is not a development key file');
  }
  const seedAt = HEADER.length;
  return {
    seed: body.subarray(seedAt, seedAt + KEY_BYTES),
    wrappingKey: body.subarray(seedAt + KEY_BYTES, seedAt + 2 * KEY_BYTES),
  };
}

/** A link never replaces what another process wrote first; then that one counts. */
async function writeOnce(directory: string, path: string, content: Buffer): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
    content.fill(0);
  }
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  const folder = await open(directory, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
