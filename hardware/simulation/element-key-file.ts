/**
 * Format of the development secure element's key file, mode 0600:
 *
 * | offset | bytes | what |
 * | --- | --- | --- |
 * | 0 | 30 | header |
 * | 30 | 32 | Ed25519 seed (RFC 8032 §5.1.5) |
 * | 62 | 32 | HMAC-SHA-256 key |
 * | 94 | 32 | SHA-256 of the preceding fields |
 * | 126 | 4 times 68 | roots: generation (big-endian), AES-256 key, SHA-256 of both; zeros when empty |
 *
 * A root is written and destroyed in place and synced, because replacing the file would leave the old bytes on the disk. A
 * root torn by a power cut has a wrong digest: it was never used, or was being destroyed, and counts as absent.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeviceError } from '../device/device-error.ts';
import { KEY_FILE_NAME } from '../secure-element/key-file-name.ts';
import { createFile, replaceFile } from '../host/durable-file.ts';

const HEADER = Buffer.from('postern development element 2\n', 'ascii');
/** Header of the previous format: seed, one root, the digest of both. */
const FIRST_HEADER = Buffer.from('postern development element 1\n', 'ascii');
const KEY_BYTES = 32;
const DIGEST_BYTES = 32;
const HEAD_BYTES = HEADER.length + 2 * KEY_BYTES;
const ROOTS_AT = HEAD_BYTES + DIGEST_BYTES;
const GENERATION_BYTES = 4;
const ROOT_BYTES = GENERATION_BYTES + KEY_BYTES + DIGEST_BYTES;
/** Two while keys are re-wrapped; a few more so that an interrupted rotation does not stop the next. */
const ROOTS_MAX = 4;

export interface ElementKeys {
  /** Ed25519 seed, 32 bytes. */
  readonly seed: Uint8Array;
  /** HMAC-SHA-256 key, 32 bytes. */
  readonly prfKey: Uint8Array;
  /** AES-256 keys by generation, oldest first. */
  readonly roots: ReadonlyMap<number, Uint8Array>;
}

/**
 * Reads the keys, or creates them at first use: complete on disk before the name appears, never over an existing file. A
 * file in the previous format keeps its keys and gets the missing ones. Rejects with `DeviceError` `corrupt` when the file
 * is invalid, and with the system's error when it is inaccessible. The caller wipes the result.
 */
export async function openKeyFile(directory: string): Promise<ElementKeys> {
  const path = join(directory, KEY_FILE_NAME);
  const existing = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (existing !== undefined) {
    const upgraded = upgrade(existing);
    if (upgraded === undefined) return parseKeyFile(existing);
    await replaceFile(path, upgraded).finally(() => upgraded.fill(0));
    return parseKeyFile(await readFile(path));
  }
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const made = newKeyFile(randomBytes(KEY_BYTES), randomBytes(KEY_BYTES));
  // If another process created the file first, its keys are used
  await createFile(path, made).finally(() => made.fill(0));
  return parseKeyFile(await readFile(path));
}

/** Adds a root durably. Resolves to `false` when the file is full. */
export function addRoot(directory: string, generation: number, key: Uint8Array): Promise<boolean> {
  return overwriteRoot(directory, (held) => held === undefined, rootRecord(generation, key));
}

/** Overwrites a root with zeros durably. Resolves to `false` when that generation does not exist. */
export function eraseRoot(directory: string, generation: number): Promise<boolean> {
  return overwriteRoot(directory, (held) => held === generation, Buffer.alloc(ROOT_BYTES));
}

async function overwriteRoot(
  directory: string,
  isPlace: (held: number | undefined) => boolean,
  record: Buffer,
): Promise<boolean> {
  const file = await open(join(directory, KEY_FILE_NAME), 'r+');
  const content = Buffer.alloc(ROOTS_AT + ROOTS_MAX * ROOT_BYTES);
  try {
    await file.read(content, 0, content.length, 0);
    const place = Array.from({ length: ROOTS_MAX }, (_, index) => ROOTS_AT + index * ROOT_BYTES).find((at) =>
      isPlace(rootAt(content, at)?.generation),
    );
    if (place === undefined) return false;
    await file.write(record, 0, record.length, place);
    await file.sync();
    return true;
  } finally {
    content.fill(0);
    record.fill(0);
    await file.close();
  }
}

function newKeyFile(seed: Uint8Array, root: Uint8Array): Buffer {
  const head = Buffer.concat([HEADER, seed, randomBytes(KEY_BYTES)]);
  const roots = Buffer.alloc(ROOTS_MAX * ROOT_BYTES);
  roots.set(rootRecord(1, root));
  const file = Buffer.concat([head, sha256(head), roots]);
  for (const secret of [seed, root, head, roots]) secret.fill(0);
  return file;
}

function upgrade(file: Buffer): Buffer | undefined {
  const end = HEADER.length + 2 * KEY_BYTES;
  const first = file.length === end + DIGEST_BYTES && file.subarray(0, FIRST_HEADER.length).equals(FIRST_HEADER);
  if (!first || !timingSafeEqual(sha256(file.subarray(0, end)), file.subarray(end))) return undefined;
  const seedEnd = HEADER.length + KEY_BYTES;
  return newKeyFile(file.subarray(HEADER.length, seedEnd), file.subarray(seedEnd, end));
}

function parseKeyFile(file: Buffer): ElementKeys {
  const wellFormed =
    file.length === ROOTS_AT + ROOTS_MAX * ROOT_BYTES && file.subarray(0, HEADER.length).equals(HEADER);
  const head = file.subarray(0, HEAD_BYTES);
  const roots = Array.from({ length: ROOTS_MAX }, (_, index) => rootAt(file, ROOTS_AT + index * ROOT_BYTES))
    .filter((root) => root !== undefined)
    .sort((a, b) => a.generation - b.generation);
  if (!wellFormed || !timingSafeEqual(sha256(head), file.subarray(HEAD_BYTES, ROOTS_AT)) || roots.length === 0) {
    throw new DeviceError('secure-element', 'corrupt', 'the key file is damaged or is not a development key file');
  }
  return {
    seed: head.subarray(HEADER.length, HEADER.length + KEY_BYTES),
    prfKey: head.subarray(HEADER.length + KEY_BYTES),
    roots: new Map(roots.map(({ generation, key }) => [generation, key])),
  };
}

function rootRecord(generation: number, key: Uint8Array): Buffer {
  const record = Buffer.alloc(ROOT_BYTES);
  record.writeUInt32BE(generation);
  record.set(key, GENERATION_BYTES);
  record.set(sha256(record.subarray(0, GENERATION_BYTES + KEY_BYTES)), GENERATION_BYTES + KEY_BYTES);
  return record;
}

function rootAt(file: Buffer, at: number): { generation: number; key: Uint8Array } | undefined {
  const record = file.subarray(at, at + ROOT_BYTES);
  const end = GENERATION_BYTES + KEY_BYTES;
  if (record.length < ROOT_BYTES || !timingSafeEqual(sha256(record.subarray(0, end)), record.subarray(end))) {
    return undefined;
  }
  return { generation: record.readUInt32BE(), key: record.subarray(GENERATION_BYTES, end) };
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
