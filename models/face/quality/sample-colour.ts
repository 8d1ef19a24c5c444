import type { Image } from '../../../hardware/device/image.ts';

/**
 * Samples the image bilinearly at (x, y), px, into `out`: red, green, blue, encoded, 0..255. A grey image gives three
 * equal values.
 *
 * @returns false outside the image; `out` is then unchanged
 */
export function sampleColour(
  { data, width, height, channelOrder }: Image,
  x: number,
  y: number,
  out: Float32Array,
): boolean {
  if (!(x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1)) return false;
  const left = x | 0;
  const top = y | 0;
  const u = x - left;
  const v = y - top;
  const channels = channelOrder === 'rgb' ? 3 : 1;
  const p = (top * width + left) * channels;
  const q = top < height - 1 ? p + width * channels : p;
  const across = left < width - 1 ? channels : 0;
  for (let channel = 0; channel < 3; channel++) {
    const c = channels === 3 ? channel : 0;
    const above = data[p + c]! * (1 - u) + data[p + across + c]! * u;
    const below = data[q + c]! * (1 - u) + data[q + across + c]! * u;
    out[channel] = above * (1 - v) + below * v;
  }
  return true;
}
