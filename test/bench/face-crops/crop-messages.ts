import type { RawFace } from '../face-score/raw-messages.ts';

/** The crop of a portrait, in px of the aligned face with 112 px per side, and the fill of the missing part. */
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

/** One entry per crop; `undefined` when no face was found. */
export type CropResponse = (Omit<RawFace, 'advice'> | undefined)[];
