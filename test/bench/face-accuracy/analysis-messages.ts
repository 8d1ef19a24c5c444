import type { Embedding } from '../../../models/face/embed.ts';
import type { Advice } from '../../../models/face/quality/advice.ts';

/** One image as a document's portrait and as the traveller's frame; `undefined` where no face was found. */
export interface OurFace {
  readonly reference: Embedding | undefined;
  readonly probe: Embedding | undefined;
  /** As a frame, without any mirror image: what the product would be without. */
  readonly plain: Embedding | undefined;
  /** Whether the lane would have refused the image because of a second face as large. */
  readonly several: boolean;
  /** Unified quality of the frame, 0..100, and what a gate would advise if the face stood well placed; `undefined` where no face was found. */
  readonly quality: { readonly unified: number; readonly advice: Advice | undefined } | undefined;
}

/** The picture's file. */
export type EmbedRequest = string;
