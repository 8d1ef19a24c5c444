import type { Image } from '../../hardware/device/image.ts';
import { align } from './align.ts';
import { centre, type NetworkCentring } from './centring.ts';
import { ALIGNED_SIDE } from './constants.ts';
import { type Embedder, type EmbedderSession, lengthsOf, OWN_COMPARATOR, STRENGTH_RANGE } from './embedders.ts';
import { encodeFace } from './encode-face.ts';
import { FaceError } from './face-error.ts';
import type { FaceWorkspace } from './face-workspace.ts';
import type { Landmarks } from './landmarks.ts';
import { outputOf } from './model-output.ts';
import type { FaceModels } from './open-face-models.ts';

/**
 * Float32 [706]: the centred embeddings of `EMBEDDERS` in order, each of norm sqrt(weight), so that the dot product of
 * two is the weighted mean of the networks' cosines; then the strength of each network: the natural logarithm of the
 * norm of the raw embedding divided by its typical norm, within `STRENGTH_RANGE`. Biometric: the owner wipes it.
 */
export type Embedding = Float32Array;

const AS_IT_IS = { offset: 0, divisor: 1 } as const;

/**
 * Embeds one face with every network.
 *
 * @param models the networks of the comparator, in that order, and their centring
 * @param mirrored for each network, whether its embedding of the mirror image is added before normalising. This
 *   doubles the work (`MIRRORED`)
 * @throws FaceError `model-output`
 */
export async function embed(
  { embedders, centring, comparator = OWN_COMPARATOR }: Pick<FaceModels, 'embedders' | 'centring' | 'comparator'>,
  image: Image,
  landmarks: Landmarks,
  workspace: FaceWorkspace,
  mirrored: readonly boolean[],
): Promise<Embedding> {
  const lengths = lengthsOf(comparator);
  const embedding = new Float32Array(lengths.embedding);
  align(image, landmarks, AS_IT_IS, workspace.alignedColour);
  let from = 0;
  for (const [index, embedder] of comparator.networks.entries()) {
    const [session, network] = [embedders[index], centring[index]];
    if (session === undefined || network === undefined)
      throw new FaceError('model-output', `${embedder.model} is not loaded`);
    const part = embedding.subarray(from, from + embedder.length);
    await addEmbedding(session, embedder, workspace, false, part);
    // Two runs: a batch of two takes longer, because it does not fit the processor's cache.
    const both = mirrored[index] === true;
    if (both) await addEmbedding(session, embedder, workspace, true, part);
    embedding[lengths.directions + index] = finish(part, both ? 2 : 1, embedder, network);
    from += embedder.length;
  }
  return embedding;
}

/**
 * Converts the sum of one network's raw embeddings to its part of an embedding, in place. Returns the strength.
 *
 * @param part float32 [length]
 * @param runs number of raw embeddings that were added, 1 or 2
 * @throws FaceError `model-output` for a part without a direction
 */
export function finish(part: Float32Array, runs: number, embedder: Embedder, centring: NetworkCentring): number {
  const length = stretch(part, 1) / runs;
  centre(part, centring);
  stretch(part, Math.sqrt(embedder.weight));
  return strengthOf(length / embedder.typicalLength);
}

/** Adds one network's embedding of the aligned face in the workspace, or of its mirror image, to `part`. */
export async function addEmbedding(
  session: EmbedderSession,
  { output, length }: Embedder,
  { alignedColour, embedderInput }: FaceWorkspace,
  mirrored: boolean,
  part: Float32Array,
): Promise<void> {
  const [input] = session.model.inputs;
  if (input === undefined) throw new FaceError('model-output', 'the manifest describes no input');
  encodeFace(alignedColour, ALIGNED_SIDE, input, mirrored, embedderInput);
  const [, ...axes] = input.shape;
  const outputs = await session.run({ [input.name]: { data: embedderInput, dims: [1, ...axes] } });
  const raw = outputOf(outputs, output, length);
  for (let at = 0; at < length; at++) part[at] = part[at]! + raw[at]!;
  raw.fill(0);
}

function strengthOf(ratio: number): number {
  const [weakest, strongest] = STRENGTH_RANGE;
  return Math.log(Math.min(strongest, Math.max(weakest, ratio)));
}

/** Scales a vector to the norm `to`. Returns its previous norm. */
function stretch(vector: Float32Array, to: number): number {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (!(squares > 0 && Number.isFinite(squares))) throw new FaceError('model-output', 'an embedding has no direction');
  const length = Math.sqrt(squares);
  for (let at = 0; at < vector.length; at++) vector[at] = (vector[at]! * to) / length;
  return length;
}
