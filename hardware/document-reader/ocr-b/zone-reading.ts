import type { MrzFormat } from '../mrz/layouts.ts';

export interface ReadLine {
  /** Probability that the character is the one given, for each in turn, 0 to 1. */
  readonly confidences: Float32Array;
  /** The lowest of them. */
  readonly confidence: number;
}

/** What was read: ASCII, lines separated by `\n`, in a buffer of at least 65 bytes; owned by the receiver, who wipes it. */
interface ReadText {
  readonly mrz: Uint8Array<ArrayBuffer>;
  readonly format: MrzFormat;
  readonly lines: readonly ReadLine[];
  /** Characters that are not the likeliest ones but those for which the check digits fit. */
  readonly corrected: number;
}

export type ZoneReading =
  /**
   * Every character is sure by itself or by a check digit. Whether all check digits fit is for `parseMrz` to say: a digit that was
   * printed wrong is read as it is printed.
   */
  | ({ readonly kind: 'read' } & ReadText)
  /** A zone, some of whose characters may be others. `blur`: and whose strokes are as wide as those of a camera out of focus. */
  | ({ readonly kind: 'doubtful'; readonly because: 'check-digits' | 'characters' | 'blur' } & ReadText)
  /** Nothing in the picture looks like a zone; a zone whose characters have run together does not either. */
  | { readonly kind: 'no-zone' }
  /** A zone whose characters are fewer than 8 px apart. */
  | { readonly kind: 'too-small' }
  /** The picture is smaller or larger than any that is looked at, or its buffer is not as long as its size says. */
  | { readonly kind: 'not-a-picture' };
