/**
 * Writes a folder as the archive of a software release (`kiosk/fleet/software/archive.ts`): a tar of regular files in gzip, with their list first.
 * Files belong to root and have no time, so the same folder gives the same bytes.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { CONTENTS_ENTRY, readContents, type ReleasedFile } from '../../kiosk/fleet/software/contents.ts';
import { filesBelow } from './included-files.ts';

const BLOCK_BYTES = 512;
const NAME_BYTES = 100;
const PREFIX_BYTES = 155;

/** Throws `SoftwareRefused` for a folder that no lane would take. */
export async function writeSoftwareArchive(folder: string, file: string): Promise<void> {
  const files = filesBelow(folder, '.').map((path): ReleasedFile => {
    const content = readFileSync(join(folder, path));
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { path, bytes: content.length, sha256, isProgram: (statSync(join(folder, path)).mode & 0o111) !== 0 };
  });
  const contents = Buffer.from(JSON.stringify({ version: 1, files }));
  readContents(contents);
  await pipeline(archiveOf(folder, files, contents), createGzip({ level: 6 }), createWriteStream(file));
}

async function* archiveOf(
  folder: string,
  files: readonly ReleasedFile[],
  contents: Uint8Array,
): AsyncGenerator<Uint8Array> {
  yield entryHeader({ path: CONTENTS_ENTRY, bytes: contents.length, isProgram: false });
  yield contents;
  yield padding(contents.length);
  for (const file of files) {
    yield entryHeader(file);
    yield* createReadStream(join(folder, file.path)) as AsyncIterable<Uint8Array>;
    yield padding(file.bytes);
  }
  yield Buffer.alloc(2 * BLOCK_BYTES);
}

/** A header of POSIX.1-1988. @param type one character; `0`: a file */
export function entryHeader(
  { path, bytes, isProgram }: Pick<ReleasedFile, 'path' | 'bytes' | 'isProgram'>,
  { type = '0', target = '' }: { readonly type?: string; readonly target?: string } = {},
): Buffer {
  const { prefix, name } = splitPath(path);
  const header = Buffer.alloc(BLOCK_BYTES);
  const put = (text: string, at: number): void => void header.write(text, at, 'latin1');
  put(name, 0);
  put(isProgram ? '0000755' : '0000644', 100);
  put('0000000', 108);
  put('0000000', 116);
  put(bytes.toString(8).padStart(11, '0'), 124);
  put('00000000000', 136);
  put(' '.repeat(8), 148);
  put(type, 156);
  put(target, 157);
  put('ustar\u000000', 257);
  put('root', 265);
  put('root', 297);
  put('0000000', 329);
  put('0000000', 337);
  put(prefix, 345);
  const sum = header.reduce((all, byte) => all + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148);
  return header;
}

function padding(bytes: number): Buffer {
  return Buffer.alloc((BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES);
}

function splitPath(path: string): { readonly prefix: string; readonly name: string } {
  if (path.length <= NAME_BYTES) return { prefix: '', name: path };
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
    if (at <= PREFIX_BYTES && path.length - at - 1 <= NAME_BYTES) {
      return { prefix: path.slice(0, at), name: path.slice(at + 1) };
    }
  }
  throw new Error(`${path} is too long for the archive`);
}
