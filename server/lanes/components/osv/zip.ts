/** Reads the members of a ZIP file (APPNOTE 6.3.10), one by one and within bounds: the form in which OSV publishes a database. */
import { open, type FileHandle } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { ComponentError } from '../component-error.ts';

const END = 0x06054b50;
const END_BYTES = 22;
const LOCATOR = 0x07064b50;
const LOCATOR_BYTES = 20;
const LARGE_END = 0x06064b50;
const LARGE_END_BYTES = 56;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 0x1;

export interface ZipBounds {
  readonly members: number;
  /** Bytes of one member, unpacked. Larger ones are not read. */
  readonly memberBytes: number;
  /** Bytes of the list of members. */
  readonly directoryBytes: number;
}

export const ZIP_BOUNDS: ZipBounds = { members: 1_000_000, memberBytes: 4_194_304, directoryBytes: 268_435_456 };

export interface ZipMember {
  readonly name: string;
  /** `undefined`: larger than the bound. */
  readonly bytes: Buffer | undefined;
}

/** Rejects with `ComponentError` `malformed` or `too-large`. Members of more than 4 GiB are refused. */
export async function* readZip(
  file: string,
  wanted: (name: string) => boolean,
  bounds: ZipBounds = ZIP_BOUNDS,
): AsyncGenerator<ZipMember> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const { count, length, offset } = await readEnd(handle, size);
    if (count > bounds.members || length > bounds.directoryBytes)
      throw new ComponentError('too-large', `${file} is too large`);
    const directory = await readAt(handle, offset, length);
    let at = 0;
    for (let member = 0; member < count; member += 1) {
      const entry = entryAt(directory, at);
      at = entry.next;
      if (!wanted(entry.name)) continue;
      const isTooLarge = entry.size > bounds.memberBytes || entry.packed > bounds.memberBytes;
      yield { name: entry.name, bytes: isTooLarge ? undefined : await unpack(handle, entry, bounds.memberBytes) };
    }
  } finally {
    await handle.close();
  }
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  readonly next: number;
}

async function readEnd(handle: FileHandle, size: number): Promise<DirectoryPlace> {
  const length = Math.min(size, END_BYTES + LONGEST_COMMENT + LOCATOR_BYTES);
  const tail = await readAt(handle, size - length, length);
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== END) continue;
    const place = {
      count: tail.readUInt16LE(at + 10),
      length: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
    const isLarge = place.count === 0xff_ff || place.offset === 0xff_ff_ff_ff;
    return isLarge ? await readLargeEnd(handle, tail.subarray(0, at)) : place;
  }
  throw new ComponentError('malformed', 'not a ZIP file');
}

interface DirectoryPlace {
  readonly count: number;
  readonly length: number;
  readonly offset: number;
}

/** ZIP64 (§4.3.14), for more than 65,535 members. */
async function readLargeEnd(handle: FileHandle, before: Buffer): Promise<DirectoryPlace> {
  const at = before.length - LOCATOR_BYTES;
  if (at < 0 || before.readUInt32LE(at) !== LOCATOR) throw new ComponentError('malformed', 'not a ZIP file');
  const end = await readAt(handle, safe(before.readBigUInt64LE(at + 8)), LARGE_END_BYTES);
  if (end.readUInt32LE(0) !== LARGE_END) throw new ComponentError('malformed', 'not a ZIP file');
  const [count, length, offset] = [32, 40, 48].map((place) => safe(end.readBigUInt64LE(place)));
  return { count: count!, length: length!, offset: offset! };
}

function safe(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ComponentError('malformed', 'not a ZIP file');
  return Number(value);
}

function entryAt(directory: Buffer, at: number): Entry {
  if (at + CENTRAL_BYTES > directory.length || directory.readUInt32LE(at) !== CENTRAL) {
    throw new ComponentError('malformed', 'the list of a ZIP file is damaged');
  }
  const nameLength = directory.readUInt16LE(at + 28);
  const next = at + CENTRAL_BYTES + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  const flags = directory.readUInt16LE(at + 8);
  if ((flags & ENCRYPTED) !== 0 || next > directory.length)
    throw new ComponentError('malformed', 'a ZIP file is encrypted');
  return {
    name: directory.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameLength).toString('utf8'),
    method: directory.readUInt16LE(at + 10),
    packed: directory.readUInt32LE(at + 20),
    size: directory.readUInt32LE(at + 24),
    offset: directory.readUInt32LE(at + 42),
    next,
  };
}

async function unpack(handle: FileHandle, { method, packed, size, offset }: Entry, most: number): Promise<Buffer> {
  const local = await readAt(handle, offset, LOCAL_BYTES);
  if (local.readUInt32LE(0) !== LOCAL) throw new ComponentError('malformed', 'a member of a ZIP file is missing');
  const start = offset + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
  const bytes = await readAt(handle, start, packed);
  if (method !== STORED && method !== DEFLATED) throw new ComponentError('malformed', 'an unknown compression');
  let unpacked: Buffer;
  try {
    unpacked = method === STORED ? bytes : inflateRawSync(bytes, { maxOutputLength: most });
  } catch (cause) {
    throw new ComponentError('malformed', 'a member of a ZIP file is damaged', { cause });
  }
  if (unpacked.length !== size) throw new ComponentError('malformed', 'a member of a ZIP file has another length');
  return unpacked;
}

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, offset);
  if (bytesRead !== length) throw new ComponentError('malformed', 'a ZIP file ends too early');
  return buffer;
}
