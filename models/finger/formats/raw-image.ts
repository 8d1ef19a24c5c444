import { allocateImage } from '../../../hardware/device/image.ts';
import { type ImageRead, LONGEST_SIDE_PX, unreadable } from './image-read.ts';

/** Copies 8-bit grey pixels of a given size. The length must be exactly `widthPx * heightPx`. */
export function readRawImage(
  bytes: Uint8Array,
  widthPx: number,
  heightPx: number,
  resolutionPpi: number | undefined,
): ImageRead {
  const fits = (side: number) => Number.isInteger(side) && side >= 1 && side <= LONGEST_SIDE_PX;
  if (!fits(widthPx) || !fits(heightPx)) return unreadable('unsupported-size');
  if (bytes.length !== widthPx * heightPx) {
    return unreadable(bytes.length < widthPx * heightPx ? 'truncated' : 'malformed');
  }
  const image = allocateImage(widthPx, heightPx, 'grey');
  image.data.set(bytes);
  return { kind: 'decoded', image, resolutionPpi };
}
