/** Reads files from other users or programs: regular files only, up to a limit of length. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { codedError } from './coded-error.ts';

/** For `open`: a pipe or a device in place of a file would never end, and a link would lead elsewhere. */
export const PLAIN_FILE = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** `absent`: not there, not readable, or a link. `not-a-file`: a folder, a pipe or a device. */
export type PlainFileFault = 'absent' | 'not-a-file' | 'too-large';

export class PlainFileError extends codedError<PlainFileFault>('PlainFileError') {}

/**
 * The whole file, in the order in which it is read, each byte once. Throws `PlainFileError`.
 *
 * @example
 * ```ts
 * import { mkdtempSync, writeFileSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { readPlainFile } from './hardware/host/plain-file.ts';
 *
 * const path = join(mkdtempSync(join(tmpdir(), 'example-')), 'list.json');
 * writeFileSync(path, '[]');
 * readPlainFile(path, 1_024).toString(); // => '[]'
 * ```
 */
export function readPlainFile(path: string, limitBytes: number): Buffer<ArrayBuffer> {
  const absent = (cause: unknown) => new PlainFileError('absent', `${path} cannot be read`, { cause });
  let file: number;
  try {
    file = openSync(path, PLAIN_FILE);
  } catch (cause) {
    throw absent(cause);
  }
  try {
    if (!fstatSync(file).isFile()) throw new PlainFileError('not-a-file', `${path} is not a file`);
    const bytes = Buffer.alloc(limitBytes + 1);
    let length = 0;
    for (let read = 1; read > 0 && length < bytes.length; length += read) {
      read = readSync(file, bytes, length, bytes.length - length, null);
    }
    if (length > limitBytes) throw new PlainFileError('too-large', `${path} is larger than ${limitBytes} bytes`);
    return bytes.subarray(0, length);
  } catch (cause) {
    throw cause instanceof PlainFileError ? cause : absent(cause);
  } finally {
    closeSync(file);
  }
}
