import type { RawFace } from '../face-score/raw-messages.ts';

/** How much of the aligned face a portrait is cut down by, in px of the 112 px of a side, and what fills what is missing. */
export interface Crop {
  readonly name: string;
  readonly top: number;
  readonly otherSides: number;
  readonly fill: 'black' | 'mean colour';
}

export interface CropRequest {
  readonly file: string;
  readonly crops: readonly Crop[];
}

/** One entry for each crop; `undefined` where no face was found. */
export type CropResponse = (Omit<RawFace, 'advice'> | undefined)[];
