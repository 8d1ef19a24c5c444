import type { Embedding } from '../embed.ts';
import { EMBEDDING_LENGTH } from '../embedders.ts';
import { FaceError } from '../face-error.ts';

/**
 * One face of several pictures of it, so that one identifier stands for all of them: the plain mean. Its directions are shorter than a
 * picture's, so that its inner product with a probe is the mean of the pictures', and the calibration of one picture promises no
 * more than holds (README). The caller wipes it; the embeddings stay the caller's.
 *
 * @throws FaceError `template-unusable` for none, or one of another length
 */
export function averageEmbedding(embeddings: readonly Embedding[]): Embedding {
  if (embeddings.length === 0 || embeddings.some(({ length }) => length !== EMBEDDING_LENGTH)) {
    throw new FaceError('template-unusable', 'a mean needs embeddings');
  }
  const average = new Float32Array(EMBEDDING_LENGTH);
  for (let at = 0; at < EMBEDDING_LENGTH; at++) {
    let sum = 0;
    for (const embedding of embeddings) sum += embedding[at]!;
    average[at] = sum / embeddings.length;
  }
  return average;
}
