import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** The SHA-256 of some bytes, in lower-case hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The SHA-512 of a file as a Subresource Integrity string. The file is streamed. */
export async function fileIntegrity(file: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/** The manifest's digest and length of a file. */
export interface Expected {
  readonly bytes: number;
  readonly sha256: string;
}

/** Whether the bytes have the expected length and digest. */
export function isExpected(bytes: Uint8Array, expected: Expected): boolean {
  return bytes.length === expected.bytes && sha256(bytes) === expected.sha256;
}

/** The bytes of a file if they match, otherwise the reason. A file of another size is not read. */
export async function readExpected(file: string, expected: Expected): Promise<Uint8Array | 'missing' | 'wrong'> {
  try {
    if ((await stat(file)).size !== expected.bytes) return 'wrong';
    const bytes = await readFile(file);
    return isExpected(bytes, expected) ? bytes : 'wrong';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
    throw error;
  }
}
