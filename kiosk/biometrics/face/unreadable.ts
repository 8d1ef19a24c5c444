import type { Image } from '../../../hardware/device/image.ts';

/** Why a file is not a portrait. It contains nothing of the file's content. */
export type Unreadable =
  /** No bytes. */
  | 'empty'
  /** More bytes, pixels, passes or pieces than the limits: refused before decoding. */
  | 'too-large'
  /** A side is too short for a face. */
  | 'too-small'
  /**
   * Neither JPEG nor JPEG 2000, or a variant that portraits do not use: 12-bit, lossless or arithmetic JPEG, JPEG 2000
   * of part 2.
   */
  | 'format'
  /** Neither grey nor three channels of eight bits. */
  | 'colour'
  /** The file ends inside the image. */
  | 'truncated'
  /** The headers or the coded data contradict each other. */
  | 'corrupt'
  /** Decoding exceeded the time limit. */
  | 'timed-out';

export type PortraitOutcome =
  | { readonly kind: 'decoded'; readonly image: Image }
  | { readonly kind: 'unreadable'; readonly reason: Unreadable };

export function unreadable(reason: Unreadable): { readonly kind: 'unreadable'; readonly reason: Unreadable } {
  return { kind: 'unreadable', reason };
}
