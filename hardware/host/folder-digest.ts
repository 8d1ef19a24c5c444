/** One digest of all files below a folder, such as the files of an installed release. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A folder that has something other than files and folders, or a name that `sha256sum` would write differently. */
export class FolderDigestError extends Error {
  override readonly name = 'FolderDigestError';
}

/**
 * The lines that this command prints in the folder: `find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum`. The files
 * are read one after another in pieces, so that a program that serves at the same time is not held up. Rejects with `FolderDigestError`, and with
 * Node's errors for a file that cannot be read.
 */
export async function folderSums(folder: string, signal?: AbortSignal): Promise<string> {
  const lines: string[] = [];
  for (const path of await filesBelow(folder, '')) {
    const one = createHash('sha256');
    await pipeline(createReadStream(join(folder, path)), one, { signal });
    lines.push(`${one.digest('hex')}  ${path}\n`);
  }
  return lines.join('');
}

/** SHA-256, hex, of `folderSums`. */
export async function folderDigest(folder: string, signal?: AbortSignal): Promise<string> {
  return createHash('sha256')
    .update(await folderSums(folder, signal))
    .digest('hex');
}

/** In the order of their bytes. */
async function filesBelow(root: string, under: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(root, under), { withFileTypes: true })) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (/[\\\n\r]/.test(entry.name)) throw new FolderDigestError('a file has a name with a backslash or a line break');
    if (entry.isDirectory()) found.push(...(await filesBelow(root, path)));
    else if (entry.isFile()) found.push(path);
    else throw new FolderDigestError('a folder has a link or a device');
  }
  return under === '' ? found.sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))) : found;
}
