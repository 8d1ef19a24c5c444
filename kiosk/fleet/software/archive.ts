/**
 * Reads the archive of a release: a tar (POSIX.1-1988 "ustar") in gzip, so that common tools open it. This reader accepts only regular
 * files, in the order and of the size that the first entry lists. Nothing else of the format is implemented: no link, device, folder or
 * extension.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import {
  MAX_CONTENTS_BYTES,
  CONTENTS_ENTRY,
  readContents,
  type ReleasedFile,
  type SoftwareContents,
} from './contents.ts';
import { SoftwareRefused } from './software-refused.ts';

const BLOCK_BYTES = 512;
/** Zero blocks that a writer may add at the end, to fill a record. */
const MAX_END_BYTES = 20 * BLOCK_BYTES;

/** Takes the content of one file. The pieces are valid until the promise resolves. */
export type TakeFile = (file: ReleasedFile, content: AsyncIterable<Uint8Array>) => Promise<void>;

/** Rejects with `SoftwareRefused`. */
export async function readContentsOf(archive: string): Promise<SoftwareContents> {
  return withArchive(archive, (bytes) => takeContents(bytes));
}

/**
 * Gives each file to `take`, which must read it to its end. The bytes match the list: a file that differs ends with an error after
 * its last piece. Rejects with `SoftwareRefused`, and with the error of `take`.
 */
export async function readArchive(archive: string, take: TakeFile): Promise<SoftwareContents> {
  return withArchive(archive, async (bytes) => {
    const contents = await takeContents(bytes);
    for (const file of contents.files) {
      readHeader(await bytes.block(), file.path, file.bytes, file.isProgram);
      await take(file, verified(bytes, file));
      await bytes.padding(file.bytes);
    }
    await bytes.end();
    return contents;
  });
}

async function takeContents(bytes: ByteReader): Promise<SoftwareContents> {
  const length = readHeader(await bytes.block(), CONTENTS_ENTRY, undefined, false);
  if (length > MAX_CONTENTS_BYTES) throw new SoftwareRefused('too-large', 'the list of files');
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes.pieces(length)) pieces.push(Uint8Array.from(piece));
  await bytes.padding(length);
  return readContents(Buffer.concat(pieces));
}

async function* verified(bytes: ByteReader, { path, bytes: length, sha256 }: ReleasedFile): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const piece of bytes.pieces(length)) {
    hash.update(piece);
    yield piece;
  }
  if (hash.digest('hex') !== sha256) throw new SoftwareRefused('differs', path);
}

/** Returns the length of the entry. Throws `SoftwareRefused` for another entry than the expected one. */
function readHeader(header: Buffer, path: string, length: number | undefined, isProgram: boolean): number {
  const text = (from: number, bytes: number): string => {
    const field = header.subarray(from, from + bytes);
    const end = field.indexOf(0);
    return field.subarray(0, end < 0 ? bytes : end).toString('latin1');
  };
  const octal = (from: number, bytes: number): number => {
    const digits = text(from, bytes).trim();
    if (!/^[0-7]+$/.test(digits)) throw new SoftwareRefused('malformed', `a number before ${path}`);
    return Number.parseInt(digits, 8);
  };
  if (header.every((byte) => byte === 0)) throw new SoftwareRefused('malformed', `it ends before ${path}`);
  const sum = header.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (octal(148, 8) !== sum || text(257, 6) !== 'ustar') {
    throw new SoftwareRefused('malformed', `the header before ${path}`);
  }
  const type = String.fromCharCode(header[156] ?? 0);
  const prefix = text(345, 155);
  const name = prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`;
  if (type !== '0' || text(157, 100) !== '') throw new SoftwareRefused('forbidden-entry', `type ${type}: ${path}`);
  if (name !== path) throw new SoftwareRefused('forbidden-entry', `another entry than ${path}`);
  const own = octal(124, 12);
  if (length !== undefined && own !== length) throw new SoftwareRefused('differs', path);
  if (((octal(100, 8) & 0o111) !== 0) !== isProgram) throw new SoftwareRefused('differs', path);
  return own;
}

async function withArchive<T>(archive: string, read: (bytes: ByteReader) => Promise<T>): Promise<T> {
  const file = createReadStream(archive);
  const unpacked = createGunzip();
  file.once('error', (error) => unpacked.destroy(error));
  try {
    return await read(new ByteReader(file.pipe(unpacked)));
  } finally {
    file.destroy();
    unpacked.destroy();
  }
}

/** Bytes of a stream, as many as asked for. Rejects with `SoftwareRefused` `malformed` at its end. */
class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async block(): Promise<Buffer> {
    const block = Buffer.alloc(BLOCK_BYTES);
    let filled = 0;
    for await (const piece of this.pieces(BLOCK_BYTES)) {
      block.set(piece, filled);
      filled += piece.length;
    }
    return block;
  }

  async *pieces(length: number): AsyncGenerator<Uint8Array> {
    for (let left = length; left > 0; ) {
      if (this.#rest.length === 0 && !(await this.#next())) throw new SoftwareRefused('malformed', 'it is cut off');
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** Zeroes up to the next block. */
  async padding(length: number): Promise<void> {
    const fill = (BLOCK_BYTES - (length % BLOCK_BYTES)) % BLOCK_BYTES;
    for await (const piece of this.pieces(fill)) assertZero(piece);
  }

  /** Two zero blocks, further ones up to the end of a record, and nothing else. */
  async end(): Promise<void> {
    let found = 0;
    do {
      found += this.#rest.length;
      assertZero(this.#rest);
      if (found > MAX_END_BYTES) throw new SoftwareRefused('too-large', 'what follows the files');
    } while (await this.#next());
    if (found < 2 * BLOCK_BYTES) throw new SoftwareRefused('malformed', 'it is cut off');
  }

  async #next(): Promise<boolean> {
    try {
      const { value, done } = await this.#source.next();
      if (done === true) return false;
      this.#rest = value;
      return true;
    } catch (cause) {
      const { code = '' } = cause as NodeJS.ErrnoException;
      // zlib: not gzip, or cut off
      throw new SoftwareRefused(code.startsWith('Z_') ? 'malformed' : 'disk', 'the archive', { cause });
    }
  }
}

function assertZero(bytes: Uint8Array): void {
  if (bytes.some((byte) => byte !== 0)) throw new SoftwareRefused('forbidden-entry', 'bytes between the files');
}
