import { allocateImage, type Image } from '../../../../hardware/device/image.ts';

/** IEC 61966-2-1 amendment 1, annex F: from sYCC to sRGB, 8 bits. */
const RED_OF_CR = 1.402;
const GREEN_OF_CB = -0.344136;
const GREEN_OF_CR = -0.714136;
const BLUE_OF_CB = 1.772;
const NEUTRAL = 128;

/** In place: luma and two colour differences become red, green and blue. */
export function syccToRgb(data: Uint8Array): void {
  const samples = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  for (let at = 0; at + 2 < samples.length; at += 3) {
    const luma = samples[at]!;
    const blue = samples[at + 1]! - NEUTRAL;
    const red = samples[at + 2]! - NEUTRAL;
    // A clamped array rounds to nearest and clips at 0 and 255.
    samples[at] = luma + RED_OF_CR * red;
    samples[at + 1] = luma + GREEN_OF_CB * blue + GREEN_OF_CR * red;
    samples[at + 2] = luma + BLUE_OF_CB * blue;
  }
}

/** Another image, owned, with three equal channels. */
export function greyToRgb({ width, height, data }: Image): Image {
  const image = allocateImage(width, height, 'rgb');
  for (let pixel = 0; pixel < data.length; pixel++) image.data.fill(data[pixel]!, pixel * 3, pixel * 3 + 3);
  return image;
}
