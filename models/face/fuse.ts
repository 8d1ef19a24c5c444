import { DIRECTIONS_LENGTH, EMBEDDERS, EMBEDDING_LENGTH } from './embedders.ts';
import type { Embedding } from './embed.ts';
import { FaceError } from './face-error.ts';

/**
 * One probe of several frames of one face: the mean of each network's directions, and of the strengths, both weighted by how strongly the
 * network sees each frame. The directions keep the length of the mean, which is at most a frame's, so that the score is the weighted mean of
 * the frames' cosines: no frame can lift it above its own, and the calibration of one frame promises no more than holds (README).
 *
 * The caller wipes the result; the embeddings stay the caller's.
 *
 * @throws FaceError `template-unusable` for none, or one of another length
 */
export function fuseEmbeddings(embeddings: readonly Embedding[]): Embedding {
  if (embeddings.length === 0 || embeddings.some(({ length }) => length !== EMBEDDING_LENGTH)) {
    throw new FaceError('template-unusable', 'several frames are fused from embeddings of one length');
  }
  const fused = new Float32Array(EMBEDDING_LENGTH);
  let from = 0;
  for (const [network, { length }] of EMBEDDERS.entries()) {
    const strengthAt = DIRECTIONS_LENGTH + network;
    // The strength is the logarithm of the raw embedding's length
    const weights = embeddings.map((embedding) => Math.exp(embedding[strengthAt]!));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [index, embedding] of embeddings.entries()) {
      const share = weights[index]! / whole;
      for (let at = from; at < from + length; at++) fused[at] = fused[at]! + share * embedding[at]!;
      fused[strengthAt] = fused[strengthAt]! + share * embedding[strengthAt]!;
    }
    from += length;
  }
  return fused;
}
