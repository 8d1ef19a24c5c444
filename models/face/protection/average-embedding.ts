import type { Embedding } from '../embed.ts';
import { EMBEDDING_LENGTH } from '../embedders.ts';
import { FaceError } from '../face-error.ts';

/**
 * The mean embedding of several pictures of one face, for one identifier. The norm of its directions is below that of
 * a picture, so its inner product with a probe is the mean over the pictures, and the calibration for one picture
 * remains an upper bound (README). The caller wipes the result and the embeddings.
 *
 * @throws FaceError `template-unusable` for an empty list, or an embedding of another length
 */
export function averageEmbedding(embeddings: readonly Embedding[]): Embedding {
  if (embeddings.length === 0 || embeddings.some(({ length }) => length !== EMBEDDING_LENGTH)) {
    throw new FaceError('template-unusable', 'a mean needs at least one embedding');
  }
  const average = new Float32Array(EMBEDDING_LENGTH);
  for (let at = 0; at < EMBEDDING_LENGTH; at++) {
    let sum = 0;
    for (const embedding of embeddings) sum += embedding[at]!;
    average[at] = sum / embeddings.length;
  }
  return average;
}
