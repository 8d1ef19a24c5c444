import type { Embedding } from '../../../models/face/embed.ts';

/** One image as a document's portrait and as the traveller's frame; `undefined` where no face was found. */
export interface OurFace {
  readonly reference: Embedding | undefined;
  readonly probe: Embedding | undefined;
  /** As a frame, without any mirror image: what the product would be without. */
  readonly plain: Embedding | undefined;
  /** Whether the lane would have refused the image because of a second face as large. */
  readonly several: boolean;
}

/** The picture's file. */
export type EmbedRequest = string;
