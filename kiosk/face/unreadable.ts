import type { Image } from '../../hardware/device/image.ts';

/** Why a file is not a portrait. Nothing of the file's content is in it. */
export type Unreadable =
  /** No bytes. */
  | 'empty'
  /** More bytes, pixels, passes or pieces than any portrait has: refused before decoding. */
  | 'too-large'
  /** A side too short to show a face. */
  | 'too-small'
  /** Neither JPEG nor JPEG 2000, or of a kind that portraits are not: 12-bit, lossless or arithmetic JPEG, JPEG 2000 of part 2. */
  | 'format'
  /** Neither grey nor three channels of eight bits. */
  | 'colour'
  /** The file ends before the image does. */
  | 'truncated'
  /** The headers or the coded data contradict each other. */
  | 'corrupt'
  /** Decoding took longer than it may. */
  | 'timed-out';

export type PortraitOutcome =
  | { readonly kind: 'decoded'; readonly image: Image }
  | { readonly kind: 'unreadable'; readonly reason: Unreadable };

export function unreadable(reason: Unreadable): { readonly kind: 'unreadable'; readonly reason: Unreadable } {
  return { kind: 'unreadable', reason };
}
