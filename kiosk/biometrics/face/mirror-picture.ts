import { channelsOf, type Image } from '../../../hardware/device/image.ts';

/**
 * A mirror picture: RGBA, packed rows, as for a canvas. It is small, because it shows the position and not the details
 * of a face.
 */
export const MIRROR = { width: 192, height: 240 } as const;
export const MIRROR_BYTES = MIRROR.width * MIRROR.height * 4;

/**
 * Positions of the samples within a pixel, as shares of its side. Two per side cost a quarter of reading all samples
 * of a camera frame.
 */
const LOOKED_AT = [0.25, 0.75] as const;

/**
 * Draws the middle of a frame in its full height, where a usable face is. The picture is not mirrored here but on the
 * screen. @param into `MIRROR_BYTES` long
 */
export function drawMirror({ width, height, channelOrder, data }: Image, into: Uint8Array): void {
  if (into.length !== MIRROR_BYTES) throw new RangeError(`a mirror picture must have ${MIRROR_BYTES} bytes`);
  const channels = channelsOf(channelOrder);
  const samplesAPixel = Math.min(width / MIRROR.width, height / MIRROR.height);
  const columns = placesOf(width, MIRROR.width, samplesAPixel, channels);
  const rows = placesOf(height, MIRROR.height, samplesAPixel, channels * width);
  const [green, blue] = channels === 3 ? [1, 2] : [0, 0];
  let at = 0;
  for (let row = 0; row < rows.length; row += 2) {
    const [upper, lower] = [rows[row]!, rows[row + 1]!];
    for (let column = 0; column < columns.length; column += 2) {
      const [left, right] = [columns[column]!, columns[column + 1]!];
      const [a, b, c, d] = [upper + left, upper + right, lower + left, lower + right];
      into[at] = (data[a]! + data[b]! + data[c]! + data[d]!) >> 2;
      into[at + 1] = (data[a + green]! + data[b + green]! + data[c + green]! + data[d + green]!) >> 2;
      into[at + 2] = (data[a + blue]! + data[b + blue]! + data[c + blue]! + data[d + blue]!) >> 2;
      into[at + 3] = 255;
      at += 4;
    }
  }
}

/** Offsets into the data of the samples along one side, two for each pixel. */
function placesOf(side: number, pixels: number, samplesAPixel: number, stride: number): Int32Array {
  const from = (side - pixels * samplesAPixel) / 2;
  return Int32Array.from({ length: pixels * 2 }, (_, index) => {
    const place = from + ((index >> 1) + LOOKED_AT[index % 2]!) * samplesAPixel;
    return Math.min(side - 1, Math.floor(place)) * stride;
  });
}
