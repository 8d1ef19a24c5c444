import type { MrzFormat } from '../mrz/layouts.ts';

export interface ReadLine {
  /** Probability of each character, 0 to 1. */
  readonly confidences: Float32Array;
  /** The lowest of them. */
  readonly confidence: number;
}

/** The text: ASCII, lines separated by `\n`, in a buffer of at least 65 bytes; owned by the receiver, who wipes it. */
interface ReadText {
  readonly mrz: Uint8Array<ArrayBuffer>;
  readonly format: MrzFormat;
  readonly lines: readonly ReadLine[];
  /** Number of characters that were replaced to make the check digits correct. */
  readonly corrected: number;
}

export type ZoneReading =
  /**
   * Every character is certain by itself or by a check digit. `parseMrz` verifies the check digits: a digit printed wrong
   * is read as printed.
   */
  | ({ readonly kind: 'read' } & ReadText)
  /** A zone with doubtful characters. `blur`: its strokes are as wide as those from a camera out of focus. */
  | ({ readonly kind: 'doubtful'; readonly because: 'check-digits' | 'characters' | 'blur' } & ReadText)
  /** No zone was found. A zone with merged characters is not found either. */
  | { readonly kind: 'no-zone' }
  /** A zone whose characters are fewer than 8 px apart. */
  | { readonly kind: 'too-small' }
  /** The picture is outside the size limits, or its buffer has the wrong length. */
  | { readonly kind: 'not-a-picture' };
