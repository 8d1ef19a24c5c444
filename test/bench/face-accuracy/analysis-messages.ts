import type { Embedding } from '../../../models/face/embed.ts';
import type { Advice } from '../../../models/face/quality/advice.ts';

/** One image as a document's portrait and as the traveller's frame; `undefined` when no face was found. */
export interface OurFace {
  readonly reference: Embedding | undefined;
  readonly probe: Embedding | undefined;
  /** As a frame, without the mirror image. */
  readonly plain: Embedding | undefined;
  /** Whether a lane would refuse the image because of a second face of comparable size. */
  readonly several: boolean;
  /**
   * Unified quality of the frame, 0..100, and the advice of a gate for the same face in a good position; `undefined`
   * when no face was found.
   */
  readonly quality: { readonly unified: number; readonly advice: Advice | undefined } | undefined;
}

/** Path of the picture. */
export type EmbedRequest = string;
