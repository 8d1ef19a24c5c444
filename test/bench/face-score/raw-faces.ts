import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { createThreadPool } from '../../../models/threads/thread-pool.ts';
import type { RawFace, RawRequest, RawResponse } from './raw-messages.ts';

export type { RawFace } from './raw-messages.ts';

/**
 * The raw embeddings of each picture, in the order of the paths; `undefined` when no face was found.
 *
 * @param cache file that keeps the results between runs of the bench. It contains templates of people: store it
 *   outside the project and delete it after use
 * @throws Error that names a picture that cannot be decoded
 */
export async function rawFaces(
  folder: string,
  paths: readonly string[],
  threads: number,
  cache: string | undefined,
): Promise<(RawFace | undefined)[]> {
  const kept = cache !== undefined && existsSync(cache) ? readCache(cache, paths) : undefined;
  if (kept !== undefined) return kept;
  const pool = createThreadPool<RawRequest, RawResponse>({
    entry: new URL('./raw-thread.js', import.meta.url),
    size: threads,
    queueLimit: paths.length,
  });
  try {
    await pool.ready;
    let done = 0;
    const faces = await Promise.all(
      paths.map(async (path) => {
        const face = await pool.submit(join(folder, path));
        done += 1;
        if (done % 500 === 0) console.log(`  ${done} of ${paths.length} images`);
        return face;
      }),
    );
    if (cache !== undefined) writeFileSync(cache, serialize({ paths, faces }));
    return faces;
  } finally {
    await pool.close();
  }
}

function readCache(file: string, paths: readonly string[]): (RawFace | undefined)[] {
  const { paths: kept, faces } = deserialize(readFileSync(file)) as {
    readonly paths: readonly string[];
    readonly faces: (RawFace | undefined)[];
  };
  if (kept.length !== paths.length || kept.some((path, at) => path !== paths[at])) {
    throw new Error(`${file} belongs to other pictures: delete it`);
  }
  return faces;
}
