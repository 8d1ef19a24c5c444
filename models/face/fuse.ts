import { lengthsOf, OWN_COMPARATOR } from './embedders.ts';
import type { Embedding } from './embed.ts';
import { FaceError } from './face-error.ts';

/**
 * Fuses several frames of one face into one probe: the mean of each network's directions and of the strengths,
 * weighted by the strength of each frame. The directions keep the norm of the mean, which is at most that of a frame.
 * The score is therefore the weighted mean of the frames' cosines and never exceeds the best frame's, and the
 * calibration for one frame remains an upper bound (measured).
 *
 * The caller wipes the result and the embeddings.
 *
 * @throws FaceError `template-unusable` for an empty list, or an embedding of another length
 */
export function fuseEmbeddings(embeddings: readonly Embedding[], comparator = OWN_COMPARATOR): Embedding {
  const { directions, embedding: whole } = lengthsOf(comparator);
  if (embeddings.length === 0 || embeddings.some(({ length }) => length !== whole)) {
    throw new FaceError('template-unusable', 'fusion needs embeddings of equal length');
  }
  const fused = new Float32Array(whole);
  let from = 0;
  for (const [network, { length }] of comparator.networks.entries()) {
    const strengthAt = directions + network;
    // The strength is the logarithm of the raw embedding's length
    const weights = embeddings.map((embedding) => Math.exp(embedding[strengthAt]!));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [index, embedding] of embeddings.entries()) {
      const share = weights[index]! / total;
      for (let at = from; at < from + length; at++) fused[at] = fused[at]! + share * embedding[at]!;
      fused[strengthAt] = fused[strengthAt]! + share * embedding[strengthAt]!;
    }
    from += length;
  }
  return fused;
}
