import type { InputTensor } from '../files/manifest.ts';

/**
 * Encodes an aligned face, or its mirror image, for a network: pixel encoding and order of axes.
 *
 * @param face float32 [side, side, 3], RGB 0..255
 * @param out as many floats; not `face` itself
 */
export function encodeFace(
  face: Float32Array,
  side: number,
  { layout, pixel }: Pick<InputTensor, 'layout' | 'pixel'>,
  mirrored: boolean,
  out: Float32Array,
): void {
  const scale = 1 / pixel.divisor;
  const shift = -pixel.offset / pixel.divisor;
  const [pixelStep, channelStep] = layout === 'NHWC' ? [3, 1] : [1, side * side];
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const from = (row * side + (mirrored ? side - 1 - column : column)) * 3;
      const to = (row * side + column) * pixelStep;
      out[to] = face[from]! * scale + shift;
      out[to + channelStep] = face[from + 1]! * scale + shift;
      out[to + 2 * channelStep] = face[from + 2]! * scale + shift;
    }
  }
}
