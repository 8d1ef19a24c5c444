/**
 * The chains of the development secure element in one file, mode 0600: a header of 32 bytes and `CHAINS_MAX` places of 73.
 * Each place:
 *
 * | offset | bytes | what |
 * | --- | --- | --- |
 * | 0 | 1 | purpose: from 1, in the order of `CHAIN_PURPOSES`; 0 when the place is empty |
 * | 1 | 4 | generation, big-endian |
 * | 5 | 4 | place, big-endian |
 * | 9 | 32 | secret |
 * | 41 | 32 | SHA-256 of the preceding fields |
 *
 * A secret is written and overwritten in place and synced. A place torn by a power cut has a wrong digest: its secret was
 * never used, or was being destroyed. It is overwritten when the file is next read.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { DeviceError } from '../device/device-error.ts';
import { createFile } from '../host/durable-file.ts';
import { CHAIN_BYTES, CHAIN_PURPOSES, type ChainName, CHAINS_MAX, isSameChain } from '../secure-element/chain.ts';
import type { ChainPlaces } from '../secure-element/stored-chains.ts';
import { offHeap } from '../host/off-heap.ts';

export const CHAIN_FILE_NAME = 'development-chains.key';

const HEADER = Buffer.from('postern development chains 1   \n', 'ascii');
const GENERATION_AT = 1;
const PLACE_AT = 5;
const SECRET_AT = 9;
const DIGEST_AT = SECRET_AT + CHAIN_BYTES;
const RECORD_BYTES = DIGEST_AT + 32;
const FILE_BYTES = HEADER.length + CHAINS_MAX * RECORD_BYTES;
/** Files of earlier versions had eight places. They are lengthened when they are read. */
const EARLIER_BYTES = HEADER.length + 8 * RECORD_BYTES;

/** The file is created with the first chain. Rejects with `DeviceError` `corrupt`, and with the system's errors. */
export function chainFile(directory: string): ChainPlaces {
  const path = join(directory, CHAIN_FILE_NAME);
  const all = async (): Promise<readonly PlacedChain[]> => {
    const read = await withFile(path, async (file, content) => {
      const chains = places().flatMap((at) => chainAt(content, at) ?? []);
      const torn = places().filter((at) => chainAt(content, at) === undefined && !isEmpty(content, at));
      for (const at of torn) await overwrite(file, at, Buffer.alloc(RECORD_BYTES));
      return chains;
    });
    return read ?? [];
  };
  return {
    async names() {
      const chains = await all();
      for (const { secret } of chains) secret.fill(0);
      return chains.map(({ name }) => name);
    },
    async secret(name) {
      const chains = await all();
      const found = chains.find((chain) => isSameChain(chain.name, name));
      for (const chain of chains) if (chain !== found) chain.secret.fill(0);
      return found?.secret;
    },
    async put(name, secret) {
      await makeFile(directory, path);
      await withFile(path, async (file, content) => {
        const free = places().find((at) => chainAt(content, at) === undefined);
        if (free !== undefined) await overwrite(file, free, recordOf({ name, secret }));
      });
    },
    async erase(name) {
      await withFile(path, async (file, content) => {
        const held = places().filter((at) => {
          const chain = chainAt(content, at);
          chain?.secret.fill(0);
          return chain !== undefined && isSameChain(chain.name, name);
        });
        for (const at of held) await overwrite(file, at, Buffer.alloc(RECORD_BYTES));
      });
    },
  };
}

interface PlacedChain {
  readonly name: ChainName;
  readonly secret: Uint8Array;
}

const places = (): number[] => Array.from({ length: CHAINS_MAX }, (_, index) => HEADER.length + index * RECORD_BYTES);

/** `undefined` when the file does not exist. */
async function withFile<T>(
  path: string,
  use: (file: FileHandle, content: Buffer) => Promise<T>,
): Promise<T | undefined> {
  const file = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (file === undefined) return undefined;
  const content = Buffer.alloc(FILE_BYTES + 1);
  try {
    const { bytesRead } = await file.read(content, 0, content.length, 0);
    const isWhole = bytesRead === FILE_BYTES || bytesRead === EARLIER_BYTES;
    if (!isWhole || !content.subarray(0, HEADER.length).equals(HEADER)) {
      throw new DeviceError('secure-element', 'corrupt', 'the chain file is damaged or is not a chain file');
    }
    if (bytesRead < FILE_BYTES) await file.truncate(FILE_BYTES);
    return await use(file, content);
  } finally {
    content.fill(0);
    await file.close();
  }
}

async function overwrite(file: FileHandle, at: number, record: Buffer): Promise<void> {
  try {
    await file.write(record, 0, record.length, at);
    await file.sync();
  } finally {
    record.fill(0);
  }
}

/** Creates a complete, empty file before its name appears. */
async function makeFile(directory: string, path: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await createFile(path, Buffer.concat([HEADER, Buffer.alloc(CHAINS_MAX * RECORD_BYTES)]));
}

function recordOf({ name, secret }: PlacedChain): Buffer {
  const record = Buffer.alloc(RECORD_BYTES);
  record[0] = CHAIN_PURPOSES.indexOf(name.purpose) + 1;
  record.writeUInt32BE(name.generation, GENERATION_AT);
  record.writeUInt32BE(name.place, PLACE_AT);
  record.set(secret, SECRET_AT);
  record.set(sha256(record.subarray(0, DIGEST_AT)), DIGEST_AT);
  return record;
}

function chainAt(content: Buffer, at: number): PlacedChain | undefined {
  const record = content.subarray(at, at + RECORD_BYTES);
  const purpose = CHAIN_PURPOSES[(record[0] ?? 0) - 1];
  if (purpose === undefined || !timingSafeEqual(sha256(record.subarray(0, DIGEST_AT)), record.subarray(DIGEST_AT))) {
    return undefined;
  }
  const name = { purpose, generation: record.readUInt32BE(GENERATION_AT), place: record.readUInt32BE(PLACE_AT) };
  const secret = offHeap(CHAIN_BYTES);
  secret.set(record.subarray(SECRET_AT, DIGEST_AT));
  return { name, secret };
}

function isEmpty(content: Buffer, at: number): boolean {
  return content.subarray(at, at + RECORD_BYTES).every((byte) => byte === 0);
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
