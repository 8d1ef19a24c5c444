import type { ModelName } from '../manifest.ts';

/** One network of the template. */
export interface Embedder {
  readonly model: ModelName;
  /** Its output, and how many floats that is. */
  readonly output: string;
  readonly length: number;
  /** Weight of its cosine in the score; the weights sum to 1. */
  readonly weight: number;
  /** Median length of its raw embedding of an image, over 3,811 photographs: where a face's strength is 0. */
  readonly typicalLength: number;
}

/**
 * The networks that describe a face, in the order in which their parts lie in an embedding. Two networks that were trained
 * apart err on different pairs: what that is worth, and costs, stands in the README. Equal weights, because no other
 * weights were worth fitting.
 */
export const EMBEDDERS = [
  { model: 'mobilefacenet', output: 'out', length: 192, weight: 0.5, typicalLength: 71 },
  { model: 'mobilefacenet-512', output: 'output', length: 512, weight: 0.5, typicalLength: 3.55 },
] as const satisfies readonly Embedder[];

/**
 * How much of the score a face's strength moves. The raw embedding is longer the better the network sees the face; of two
 * pictures of one person the weaker one pulls the cosine down, and two strong pictures of two people come closer to each
 * other than two weak ones do. Between 0.1, where false matches fall on weak and strong faces alike, and 0.3, where the
 * most genuine pairs match: README.
 */
export const STRENGTH_WEIGHT = 0.25;
/** Lengths over the typical one beyond which a face counts as no weaker, or stronger: a bad picture earns no more. */
export const STRENGTH_RANGE = [0.8, 1.3] as const;

/**
 * Which networks see the mirror image too, in the order of `EMBEDDERS`. A reference is made once, so both. Of a frame the first:
 * the second takes twice as long and its mirror image of a frame gains nothing (README).
 */
export const MIRRORED = { reference: [true, true], probe: [true, false] } as const;
export const NOT_MIRRORED = [false, false] as const;

/**
 * The comparator in the manifest's calibrations: these networks, their centring, strengths, these mirror images. Whatever changes an
 * embedding changes this name and the format of protected records (`IDENTIFIER_FORMAT`), so that old ones are refused.
 */
export const FACE_COMPARATOR = 'face/mobilefacenet+mobilefacenet-512+centred+strength+mirror';

/** Floats of the networks' parts of an embedding, and of all of it: a strength of each network follows them. */
export const DIRECTIONS_LENGTH: number = EMBEDDERS.reduce((sum, { length }) => sum + length, 0);
export const EMBEDDING_LENGTH: number = DIRECTIONS_LENGTH + EMBEDDERS.length;
