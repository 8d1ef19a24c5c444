import { allocateImage, channelsOf, type Image } from '../../hardware/device/image.ts';
import { DIGITAL_EXPOSURE } from './constants.ts';
import { encodedLight, linearLight, linearLuminance } from './quality/luminance.ts';

/** Distance of the pixels that are read along rows and columns, px. It is enough for a mean. */
const STEP_PX = 4;

/** The gain of linear light that brings a mean luminance 0..1 to the target; 1 from `below` on. */
export function exposureGain(luminance: number, below: number): number {
  if (!(luminance < below)) return 1;
  return Math.min(DIGITAL_EXPOSURE.gainMax, DIGITAL_EXPOSURE.target / Math.max(luminance, Number.MIN_VALUE));
}

/** Mean linear luminance, 0..1, of the middle half of the image's rows and columns, where a traveller stands. */
export function middleLuminance({ data, width, height, channelOrder }: Image): number {
  const channels = channelsOf(channelOrder);
  const [green, blue] = channels === 3 ? [1, 2] : [0, 0];
  let [sum, count] = [0, 0];
  for (let y = Math.floor(height / 4); y < (3 * height) / 4; y += STEP_PX) {
    for (let x = Math.floor(width / 4); x < (3 * width) / 4; x += STEP_PX) {
      const at = (y * width + x) * channels;
      sum += linearLuminance(data[at]!, data[at + green]!, data[at + blue]!);
      count++;
    }
  }
  return sum / count / 255;
}

/**
 * Simulates a longer exposure: linear light times `gain`, clipped at white. The noise is amplified too.
 *
 * @returns a copy, which the caller wipes
 */
export function exposed(image: Image, gain: number): Image {
  const curve = Uint8Array.from({ length: 256 }, (_, sample) => encodedLight(linearLight(sample) * gain));
  const copy = allocateImage(image.width, image.height, image.channelOrder);
  const { data } = image;
  for (let at = 0; at < data.length; at++) copy.data[at] = curve[data[at]!]!;
  return copy;
}
