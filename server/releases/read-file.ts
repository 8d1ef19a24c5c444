/** Reads files that others prepared, on a stick or in a draft: regular files only, at most as long as announced, each byte once. */
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { ReleaseError } from './release-error.ts';

/** A pipe or a device in place of a file would never end, and a link would lead elsewhere. */
const PLAIN = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const PIECE_BYTES = 1_048_576;

/** The whole file. Throws `ReleaseError` `malformed` for anything but a regular file of at most this many bytes. */
export function readFileOf(path: string, limitBytes: number): Buffer {
  let file: number;
  try {
    file = openSync(path, PLAIN);
  } catch (cause) {
    throw new ReleaseError('malformed', `${path} cannot be read`, { cause });
  }
  try {
    if (!fstatSync(file).isFile()) throw new ReleaseError('malformed', `${path} is not a file`);
    const bytes = Buffer.alloc(limitBytes + 1);
    let length = 0;
    for (let read = 1; read > 0 && length < bytes.length; length += read) {
      read = readSync(file, bytes, length, bytes.length - length, null);
    }
    if (length > limitBytes) throw new ReleaseError('malformed', `${path} is larger than ${limitBytes} bytes`);
    return bytes.subarray(0, length);
  } catch (cause) {
    throw cause instanceof ReleaseError ? cause : new ReleaseError('malformed', `${path} cannot be read`, { cause });
  } finally {
    closeSync(file);
  }
}

export interface ExpectedFile {
  readonly length: number;
  /** SHA-256, hex. */
  readonly digest: string;
}

/** The pieces of a file. The last one comes before the digest is compared: a reader keeps nothing when this throws `ReleaseError` `wrong-file`. */
export async function* piecesOf(path: string, { length, digest }: ExpectedFile): AsyncGenerator<Uint8Array> {
  const differs = (cause?: unknown): ReleaseError =>
    new ReleaseError('wrong-file', `${path} is missing or differs`, { cause });
  const file = await open(path, PLAIN).catch((error: unknown) => {
    throw differs(error);
  });
  try {
    const about = await file.stat();
    if (!about.isFile() || about.size !== length) throw differs();
    const hash = createHash('sha256');
    let done = 0;
    while (done < length) {
      const buffer = Buffer.alloc(Math.min(PIECE_BYTES, length - done));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, done);
      if (bytesRead === 0) throw differs();
      const piece = buffer.subarray(0, bytesRead);
      hash.update(piece);
      done += bytesRead;
      yield piece;
    }
    if (hash.digest('hex') !== digest) throw differs();
  } catch (cause) {
    throw cause instanceof ReleaseError ? cause : differs(cause);
  } finally {
    await file.close();
  }
}
