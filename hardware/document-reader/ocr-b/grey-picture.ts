/** Grey pictures with one sample per pixel, and basic operations on them, with limits. */
import type { Image } from '../../device/image.ts';

export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  /** Row-major, `width * height`, dark is 0. */
  readonly data: Uint8Array<ArrayBuffer>;
}

/** A page at 600 ppi has 12 Mpx; document cameras have no more. */
const MAX_PIXELS = 16_000_000;
/** Below this size, a zone of 30 characters has less than 4 px for each. */
const SMALLEST_SIDE_PX = 32;
const LONGEST_SIDE_PX = 8_192;

/** Whether the size is within limits and the buffer has exactly the declared length. */
export function isReadable({ width, height, channelOrder, data }: Image): boolean {
  if (!Number.isInteger(width) || !Number.isInteger(height)) return false;
  if (Math.min(width, height) < SMALLEST_SIDE_PX || Math.max(width, height) > LONGEST_SIDE_PX) return false;
  if (width * height > MAX_PIXELS) return false;
  return data.length === width * height * (channelOrder === 'rgb' ? 3 : 1);
}

/** A copy in grey, ITU-R BT.601 luma. */
export function greyOf({ width, height, channelOrder, data }: Image): GreyPicture {
  const grey = new Uint8Array(new ArrayBuffer(width * height));
  if (channelOrder === 'grey') grey.set(data);
  else {
    for (let at = 0, from = 0; at < grey.length; at++, from += 3) {
      grey[at] = (77 * data[from]! + 150 * data[from + 1]! + 29 * data[from + 2]!) >> 8;
    }
  }
  return { width, height, data: grey };
}

/** Replaces each block of `factor` x `factor` pixels by its mean. */
export function shrunk(picture: GreyPicture, factor: number): GreyPicture {
  const width = Math.floor(picture.width / factor);
  const height = Math.floor(picture.height / factor);
  const data = new Uint8Array(new ArrayBuffer(width * height));
  const sums = new Uint32Array(width);
  const area = factor * factor;
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let row = y * factor; row < (y + 1) * factor; row++) {
      let from = row * picture.width;
      for (let x = 0; x < width; x++) {
        for (let tap = 0; tap < factor; tap++) sums[x]! += picture.data[from++]!;
      }
    }
    for (let x = 0; x < width; x++) data[y * width + x] = sums[x]! / area;
  }
  return { width, height, data };
}

/** Rotates by a quarter turn: columns become rows. */
export function turned({ width, height, data }: GreyPicture): GreyPicture {
  const turnedData = new Uint8Array(new ArrayBuffer(data.length));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) turnedData[(width - 1 - x) * height + y] = data[y * width + x]!;
  }
  return { width: height, height: width, data: turnedData };
}

/** Replaces each pixel by the mean of its 3 x 3 neighbourhood, to reduce grain before binarisation. */
export function smoothed({ width, height, data }: GreyPicture): GreyPicture {
  const out = new Uint8Array(new ArrayBuffer(data.length));
  const sums = new Uint16Array(width);
  for (let y = 0; y < height; y++) {
    const [above, below] = [Math.max(0, y - 1) * width, Math.min(height - 1, y + 1) * width];
    for (let x = 0, at = y * width; x < width; x++, at++) sums[x] = data[above + x]! + data[at]! + data[below + x]!;
    for (let x = 0, at = y * width; x < width; x++, at++) {
      out[at] = (sums[Math.max(0, x - 1)]! + sums[x]! + sums[Math.min(width - 1, x + 1)]!) / 9;
    }
  }
  return { width, height, data: out };
}
