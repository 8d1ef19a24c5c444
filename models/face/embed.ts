import type { Image } from '../../hardware/image.ts';
import type { ModelSession } from '../session.ts';
import { align, mirror } from './align.ts';
import { ALIGNED_SIDE, EMBEDDING_LENGTH } from './constants.ts';
import { FaceError } from './face-error.ts';
import type { FaceWorkspace } from './face-workspace.ts';
import type { Landmarks } from './landmarks.ts';
import { outputOf, pixelEncodingOf } from './model-output.ts';

/** Float32 [192] of length 1. Biometric: whoever holds it wipes it. */
export type Embedding = Float32Array;

/**
 * Embeds one face.
 *
 * @param flip adds the embedding of the mirror image before normalising: the calibration was measured so. Without it the
 *   embedder does half the work and loses a little accuracy (README).
 * @throws FaceError `model-output`
 */
export async function embed(
  session: ModelSession,
  image: Image,
  landmarks: Landmarks,
  { embedderInput }: FaceWorkspace,
  flip = true,
): Promise<Embedding> {
  const floats = ALIGNED_SIDE * ALIGNED_SIDE * 3;
  const embedding = new Float32Array(EMBEDDING_LENGTH);
  align(image, landmarks, pixelEncodingOf(session.model), embedderInput);
  await addEmbedding(session, embedderInput.subarray(0, floats), embedding);
  if (flip) {
    mirror(embedderInput, ALIGNED_SIDE, floats);
    // One by one: a batch of two takes longer than two runs, because it leaves the processor's cache (README).
    await addEmbedding(session, embedderInput.subarray(floats), embedding);
  }
  normalise(embedding);
  return embedding;
}

async function addEmbedding(session: ModelSession, data: Float32Array, embedding: Embedding): Promise<void> {
  const outputs = await session.run({ input: { data, dims: [1, ALIGNED_SIDE, ALIGNED_SIDE, 3] } });
  const raw = outputOf(outputs, 'out', EMBEDDING_LENGTH);
  for (let at = 0; at < raw.length; at++) embedding[at] = embedding[at]! + raw[at]!;
  raw.fill(0);
}

function normalise(embedding: Embedding): void {
  let squares = 0;
  for (const value of embedding) squares += value * value;
  if (!(squares > 0 && Number.isFinite(squares))) throw new FaceError('model-output', 'an embedding has no direction');
  const scale = 1 / Math.sqrt(squares);
  for (let at = 0; at < embedding.length; at++) embedding[at] = embedding[at]! * scale;
}
