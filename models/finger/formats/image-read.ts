import type { Image } from '../../../hardware/device/image.ts';

/**
 * Longest side of an image, px: a single finger at 1000 ppi is smaller than 1000 x 1500. A larger size in a header is
 * refused before memory is allocated.
 */
export const LONGEST_SIDE_PX = 2000;

export type UnreadableReason =
  /** The bytes end inside the structure. */
  | 'truncated'
  /** A field, a table or a code contradicts the format. */
  | 'malformed'
  /** A side is outside the range that the reader accepts. */
  | 'unsupported-size'
  /** Well formed, but not implemented. */
  | 'unsupported';

export interface Unreadable {
  readonly kind: 'unreadable';
  readonly reason: UnreadableReason;
}

export type ImageRead =
  | {
      readonly kind: 'decoded';
      /** Grey, owned by the receiver, who wipes it. */
      readonly image: Image;
      /** Pixels per inch, if the file states it and both directions are equal. */
      readonly resolutionPpi: number | undefined;
    }
  | Unreadable;

export function unreadable(reason: UnreadableReason): Unreadable {
  return { kind: 'unreadable', reason };
}
