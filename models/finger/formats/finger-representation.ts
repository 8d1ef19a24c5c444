import type { ImageRead, Unreadable } from './image-read.ts';
import { readPgm } from './pgm.ts';
import { readRawImage } from './raw-image.ts';
import { decodeWsq } from './wsq/decode.ts';

/** Format of an image's bytes. `raw` is one byte per pixel, row by row; `pgm` is the same with a text header. */
export type FingerImageCodec = 'raw' | 'pgm' | 'wsq' | 'jpeg' | 'jpeg2000' | 'png';

/** One image of a finger in a record of any edition. */
export interface FingerRepresentation {
  /** ISO/IEC 19794-4 table 6: 0 unknown, 1 right thumb … 5 right little, 6 left thumb … 10 left little, 13 to 15 several. */
  readonly position: number;
  /** Code of the edition: plain, rolled, latent, swipe …; 29 and 0 differ between editions. */
  readonly impression: number;
  readonly codec: FingerImageCodec;
  /**
   * Size in the record; `undefined` in ISO/IEC 39794-4, where only the image contains it. Not used for coded images.
   */
  readonly widthPx: number | undefined;
  readonly heightPx: number | undefined;
  /** Defined if the record states one rate for both directions. */
  readonly resolutionPpi: number | undefined;
  /** 0 to 100, if the record states a computed score. */
  readonly quality: number | undefined;
  /** The coded image: a view into the record. */
  readonly data: Uint8Array<ArrayBuffer>;
}

export type FingerRecordRead =
  | { readonly kind: 'read'; readonly representations: readonly FingerRepresentation[] }
  | Unreadable;

export type RepresentationDecoded =
  | ImageRead
  /** Needs another decoder: the compressed bytes are in the representation's `data`. */
  | { readonly kind: 'compressed'; readonly codec: 'jpeg' | 'jpeg2000' | 'png' };

/** Pixels of a representation. The resolution in the image takes precedence over the record's. */
export function decodeRepresentation(representation: FingerRepresentation): RepresentationDecoded {
  const { codec, data, widthPx, heightPx, resolutionPpi } = representation;
  const withResolution = (read: ImageRead): ImageRead =>
    read.kind === 'decoded' ? { ...read, resolutionPpi: read.resolutionPpi ?? resolutionPpi } : read;
  switch (codec) {
    case 'raw':
      return readRawImage(data, widthPx ?? 0, heightPx ?? 0, resolutionPpi);
    case 'pgm':
      return withResolution(readPgm(data));
    case 'wsq':
      return withResolution(decodeWsq(data));
    case 'jpeg':
    case 'jpeg2000':
    case 'png':
      return { kind: 'compressed', codec };
  }
}
