/** Decodes a portrait out of a chip: bytes that an attacker may have written. */
import sharp from 'sharp';
import type { Image } from '../../hardware/image.ts';

/** Larger than any portrait in the field (ICAO 9303-9 recommends about 420 × 525), small enough to bound memory. */
const MOST_PIXELS = 4_000_000;
const LONGEST_FILE_BYTES = 512_000;
const FORMATS: readonly string[] = ['jpeg'];

/** The portrait as an owned RGB image, or `undefined` when it is not one this version decodes (JPEG 2000 is not). */
export async function decodePortrait(file: Uint8Array): Promise<Image | undefined> {
  if (file.length > LONGEST_FILE_BYTES) return undefined;
  try {
    const decoder = sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true });
    const { format } = await decoder.metadata();
    if (!FORMATS.includes(format)) return undefined;
    const { data, info } = await decoder
      .rotate()
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    if (info.channels !== 3) {
      pixels.fill(0);
      return undefined;
    }
    return { width: info.width, height: info.height, channelOrder: 'rgb', data: pixels, ownership: 'owned' };
  } catch {
    return undefined;
  }
}
