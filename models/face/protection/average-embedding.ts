import type { Embedding } from '../embed.ts';
import { DIRECTIONS_LENGTH, EMBEDDERS, EMBEDDING_LENGTH } from '../embedders.ts';
import { FaceError } from '../face-error.ts';

/**
 * One face of several pictures of it, so that one identifier stands for all of them: of each network the mean direction, and the
 * mean strength. The caller wipes it; the embeddings stay the caller's.
 *
 * @throws FaceError `template-unusable` for none, or of which a network's directions cancel out
 */
export function averageEmbedding(embeddings: readonly Embedding[]): Embedding {
  const average = new Float32Array(EMBEDDING_LENGTH);
  for (const embedding of embeddings) {
    if (embedding.length !== EMBEDDING_LENGTH)
      throw new FaceError('template-unusable', 'an embedding of another length');
    for (let at = 0; at < EMBEDDING_LENGTH; at++) average[at] = average[at]! + embedding[at]! / embeddings.length;
  }
  let from = 0;
  for (const { length, weight } of EMBEDDERS) {
    stretch(average.subarray(from, from + length), Math.sqrt(weight));
    from += length;
  }
  // Rounding may not lead out of the range that each strength lies in.
  for (let at = DIRECTIONS_LENGTH; at < EMBEDDING_LENGTH; at++) {
    const strengths = embeddings.map((embedding) => embedding[at]!);
    average[at] = Math.min(Math.max(...strengths), Math.max(Math.min(...strengths), average[at]!));
  }
  return average;
}

function stretch(part: Float32Array, to: number): void {
  let squares = 0;
  for (const value of part) squares += value * value;
  if (!(squares > 0 && Number.isFinite(squares))) {
    throw new FaceError('template-unusable', 'embeddings that have no common direction');
  }
  const factor = to / Math.sqrt(squares);
  for (let at = 0; at < part.length; at++) part[at] = part[at]! * factor;
}
