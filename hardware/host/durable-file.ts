/**
 * Writes files that survive a power cut: complete, and on the disk when the call returns. The steps follow POSIX:
 * write a draft, flush it (fsync), give it the name (rename or link), flush the folder. A cut between two steps leaves the
 * old content or the new.
 *
 * `durable-file-sync.ts` is the synchronous variant.
 */
import { link, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { abandonedDrafts, beginDraft, endDraft } from './draft.ts';

export type Content = string | Uint8Array;

export interface DurableOptions {
  /** Permission bits of the file. Default 0600. */
  readonly mode?: number;
}

export const OWNER_ONLY = 0o600;

/**
 * Writes a file and replaces an existing one. Rejects with the system's error; the file then has its old content, or the
 * new content if only the final flush of the folder failed. The last rename wins when calls overlap.
 *
 * @example
 * ```ts
 * import { mkdtemp, readFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { replaceFile } from './hardware/host/durable-file.ts';
 *
 * const path = join(await mkdtemp(join(tmpdir(), 'example-')), 'state.json');
 * await replaceFile(path, '{"sequence":1}');
 * await replaceFile(path, '{"sequence":2}');
 * await readFile(path, 'utf8'); // => '{"sequence":2}'
 * ```
 */
export async function replaceFile(
  path: string,
  content: Content | AsyncIterable<Uint8Array>,
  options: DurableOptions = {},
): Promise<void> {
  await throughDraft(path, content, options, (draft) => rename(draft, path));
}

/**
 * Writes a file that does not exist yet. Resolves to `exists`, without touching the file, when it exists or another process
 * creates it during the call.
 */
export async function createFile(
  path: string,
  content: Content | AsyncIterable<Uint8Array>,
  options: DurableOptions = {},
): Promise<'created' | 'exists'> {
  return throughDraft(path, content, options, async (draft) => {
    try {
      await link(draft, path);
      return 'created';
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return 'exists';
    }
  });
}

/**
 * Writes and flushes a new file. Its name is durable only after `flushFolder`. Rejects with `EEXIST` when the file exists.
 */
export async function writeFlushed(
  path: string,
  content: Content | AsyncIterable<Uint8Array>,
  mode: number,
): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    // Each call continues where the previous one ended
    for await (const piece of isWhole(content) ? [content] : content) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

function isWhole(content: Content | AsyncIterable<Uint8Array>): content is Content {
  return typeof content === 'string' || content instanceof Uint8Array;
}

/** Makes the names in a folder durable after a file was created, renamed or removed. */
export async function flushFolder(folder: string): Promise<void> {
  // Windows cannot open folders and makes names durable itself
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function throughDraft<T>(
  path: string,
  content: Content | AsyncIterable<Uint8Array>,
  { mode = OWNER_ONLY }: DurableOptions,
  name: (draft: string) => Promise<T>,
): Promise<T> {
  for (const left of abandonedDrafts(path, await readdir(dirname(path)))) await rm(left, { force: true });
  const draft = beginDraft(path);
  let named: T;
  try {
    await writeFlushed(draft, content, mode);
    named = await name(draft);
  } finally {
    await rm(draft, { force: true });
    endDraft(draft);
  }
  await flushFolder(dirname(path));
  return named;
}
