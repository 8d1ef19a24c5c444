import type { Advice } from '../../../models/face/quality/advice.ts';

/** The raw embeddings of one picture, from which the bench computes every score. */
export interface RawFace {
  /** For each of `EMBEDDERS` the embedding of the aligned face, float32 [length], as returned by the network. */
  readonly plain: readonly Float32Array[];
  /** The same for the mirror image. */
  readonly mirrored: readonly Float32Array[];
  /** The advice of a gate for the face in a good position. */
  readonly advice: Advice | undefined;
  /** Share of the aligned face outside the picture, 0..1. */
  readonly outside: number;
}

/** Path of the picture. */
export type RawRequest = string;
/** `undefined`: no face was found. */
export type RawResponse = RawFace | undefined;
