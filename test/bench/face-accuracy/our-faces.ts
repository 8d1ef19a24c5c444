import { join } from 'node:path';
import { comparisonScore } from '../../../models/face/compare.ts';
import { createThreadPool } from '../../../models/threads/thread-pool.ts';
import type { EmbedRequest, OurFace } from './analysis-messages.ts';

export type { OurFace } from './analysis-messages.ts';

/**
 * The product's embeddings of each image, in the order of the paths.
 *
 * @throws Error that names an image that cannot be decoded
 */
export async function ourFaces(
  images: string,
  paths: readonly string[],
  threads: number,
  report: (done: number) => void,
): Promise<OurFace[]> {
  const pool = createThreadPool<EmbedRequest, OurFace>({
    entry: new URL('./embed-thread.js', import.meta.url),
    size: threads,
    queueLimit: paths.length,
  });
  try {
    await pool.ready;
    let done = 0;
    return await Promise.all(
      paths.map(async (path) => {
        const face = await pool.submit(join(images, path));
        done += 1;
        if (done % 250 === 0) report(done);
        return face;
      }),
    );
  } finally {
    await pool.close();
  }
}

/** The product's score; a pair with a face that was not found is refused. */
export function productScore(reference: OurFace | undefined, probe: OurFace | undefined): number {
  if (reference?.reference === undefined || probe?.probe === undefined) return Number.NEGATIVE_INFINITY;
  return comparisonScore(reference.reference, probe.probe);
}
