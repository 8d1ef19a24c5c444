/** Reads files that others prepared, on a stick or in a draft: regular files only, at most as long as announced, each byte once. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { PLAIN_FILE, readPlainFile } from '../../../hardware/host/plain-file.ts';
import { ReleaseError } from './release-error.ts';

const PIECE_BYTES = 1_048_576;

/** The whole file. Throws `ReleaseError` `malformed` for anything but a regular file of at most this many bytes. */
export function readFileOf(path: string, limitBytes: number): Buffer<ArrayBuffer> {
  try {
    return readPlainFile(path, limitBytes);
  } catch (cause) {
    throw new ReleaseError('malformed', cause instanceof Error ? cause.message : `${path} cannot be read`, { cause });
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
  const file = await open(path, PLAIN_FILE).catch((error: unknown) => {
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
