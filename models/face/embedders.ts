import type { InputTensor } from '../files/manifest.ts';
import type { ModelDescription, ModelSession } from '../runtime/session.ts';
import type { InputShape } from '../runtime/tensor.ts';

/** The description of an embedder: a manifest entry includes it. */
export interface EmbedderModel extends ModelDescription {
  readonly inputs: readonly (InputShape & Pick<InputTensor, 'layout' | 'pixel'>)[];
}
export type EmbedderSession = ModelSession<EmbedderModel>;

/** One network of the template. */
export interface Embedder {
  readonly model: string;
  /** Name of its output, and the number of floats. */
  readonly output: string;
  readonly length: number;
  /** Weight of its cosine in the score; the weights sum to 1. */
  readonly weight: number;
  /** Median norm of its raw embedding over 3,811 photographs. The strength of such a face is 0. */
  readonly typicalLength: number;
}

/**
 * The networks that describe a face, in the order of their parts in an embedding. Two independently trained networks
 * err on different pairs (measured: test/bench/results/face.md). The weights are equal because fitted weights gave no
 * gain.
 */
export const EMBEDDERS = [
  { model: 'mobilefacenet', output: 'out', length: 192, weight: 0.5, typicalLength: 71 },
  { model: 'mobilefacenet-512', output: 'output', length: 512, weight: 0.5, typicalLength: 3.55 },
] as const satisfies readonly Embedder[];

/**
 * Weight of a face's strength in the score. The norm of the raw embedding grows with the visibility of the face. Of
 * two pictures of one person the weaker one lowers the cosine, and two strong pictures of different people are more
 * similar than two weak ones. The value lies between 0.1, where weak and strong faces have equal false-match rates,
 * and 0.3, where the most genuine pairs match (measured).
 */
export const STRENGTH_WEIGHT = 0.25;
/** Bounds of the norm divided by the typical norm. The lower bound limits the credit for a bad picture. */
export const STRENGTH_RANGE = [0.8, 1.3] as const;

/**
 * The networks that also embed the mirror image, in the order of `EMBEDDERS`. For a reference, which is made once,
 * both do. For a frame only the first does: the second takes twice as long and the mirror image gains nothing
 * (measured).
 */
export const MIRRORED = { reference: [true, true], probe: [true, false] } as const;
/** The layout of an embedding, and how two are compared. */
export interface FaceComparator {
  readonly networks: readonly Embedder[];
  readonly strengthWeight: number;
  readonly mirrored: { readonly reference: readonly boolean[]; readonly probe: readonly boolean[] };
}

/** The comparator of the manifest. */
export const OWN_COMPARATOR: FaceComparator = {
  networks: EMBEDDERS,
  strengthWeight: STRENGTH_WEIGHT,
  mirrored: MIRRORED,
};

/** Floats of the networks' parts, and of the whole embedding. */
export function lengthsOf({ networks }: FaceComparator): { readonly directions: number; readonly embedding: number } {
  const directions = networks.reduce((sum, { length }) => sum + length, 0);
  return { directions, embedding: directions + networks.length };
}

export const NOT_MIRRORED = [false, false] as const;

/**
 * The comparator in the manifest's calibrations: the networks, their centring, the strengths and the mirror images. A
 * change that alters embeddings changes this name and the format of protected records (`IDENTIFIER_FORMAT`), so that
 * old ones are refused.
 */
export const FACE_COMPARATOR = 'face/mobilefacenet+mobilefacenet-512+centred+strength+mirror';

/**
 * Floats of the networks' parts of an embedding, and of the whole embedding, which ends with one strength per network.
 */
export const DIRECTIONS_LENGTH: number = EMBEDDERS.reduce((sum, { length }) => sum + length, 0);
export const EMBEDDING_LENGTH: number = DIRECTIONS_LENGTH + EMBEDDERS.length;
