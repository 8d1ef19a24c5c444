import type { Image } from '../../../../hardware/device/image.ts';
import { encodedLight, linearLight } from '../../../../models/face/quality/luminance.ts';
import { seededRandom } from './seeded-random.ts';

/** A small sensor: full well capacity and read noise, electrons. */
const FULL_WELL = 10_000;
const READ_NOISE = 4;

/**
 * Simulates a capture of the picture in less light: its linear light times `light`, with shot noise and read noise,
 * rounded to 8 bits. The picture's own noise is scaled with the light.
 *
 * @param light 0..1
 * @param amplified whether the camera amplifies the picture to its original brightness
 */
export function darkCapture(image: Image, light: number, seed: number, amplified = false): Image {
  const random = seededRandom(seed);
  const data = new Uint8Array(new ArrayBuffer(image.data.length));
  for (let at = 0; at < data.length; at++) {
    const electrons = linearLight(image.data[at]!) * light * FULL_WELL;
    const read = electrons + Math.sqrt(electrons + READ_NOISE ** 2) * random.normal();
    data[at] = encodedLight((read / FULL_WELL) * (amplified ? 1 / light : 1));
  }
  return { ...image, data, ownership: 'owned' };
}
