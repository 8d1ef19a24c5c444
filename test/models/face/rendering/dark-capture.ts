import type { Image } from '../../../../hardware/device/image.ts';
import { encodedLight, linearLight } from '../../../../models/face/quality/luminance.ts';
import { seededRandom } from './seeded-random.ts';

/** A small sensor: electrons that fill a pixel, and the standard deviation of reading it, electrons. */
const FULL_WELL = 10_000;
const READ_NOISE = 4;

/**
 * The picture as a sensor would have taken it in less light: its linear light times `light`, with the noise of the photons that are left and
 * of reading them, and rounded to 8 bits again. The picture's own noise stays, and falls with the light.
 *
 * @param light 0..1
 * @param amplified whether the camera multiplies what it read until the picture is as bright as before
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
