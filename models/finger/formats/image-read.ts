import type { Image } from '../../../hardware/image.ts';

/**
 * Longest side of an image these readers allocate, px: a single finger at 1000 ppi is under 1000 x 1500. A header that asks
 * for more is refused before anything is allocated.
 */
export const LONGEST_SIDE_PX = 2000;

export type UnreadableReason =
  /** The bytes end before the structure does. */
  | 'truncated'
  /** A field, a table or a code contradicts the format. */
  | 'malformed'
  /** A side is below or above what the reader accepts. */
  | 'unsupported-size'
  /** Well formed, and outside what the reader implements. */
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
      /** Pixels per inch where the file says so, both directions alike. */
      readonly resolutionPpi: number | undefined;
    }
  | Unreadable;

export function unreadable(reason: UnreadableReason): Unreadable {
  return { kind: 'unreadable', reason };
}
