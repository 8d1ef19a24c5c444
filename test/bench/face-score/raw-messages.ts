import type { Advice } from '../../../models/face/quality/advice.ts';

/** The raw embeddings of one picture, before anything is fitted: every score of the bench is made of them. */
export interface RawFace {
  /** For each of `EMBEDDERS` the embedding of the aligned face, float32 [length], as the network returns it. */
  readonly plain: readonly Float32Array[];
  /** The same of its mirror image. */
  readonly mirrored: readonly Float32Array[];
  /** The advice of a gate if the face stood well placed. */
  readonly advice: Advice | undefined;
  /** Share of the aligned face that the picture does not show, 0..1. */
  readonly outside: number;
}

/** The picture's file. */
export type RawRequest = string;
/** `undefined`: no face was found. */
export type RawResponse = RawFace | undefined;
