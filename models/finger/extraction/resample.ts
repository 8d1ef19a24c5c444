import type { Image } from '../../../hardware/device/image.ts';
import { BOX_SHRINK_FROM, WORKING_PPI } from '../constants.ts';

/** Sides of an image at the working resolution, px. */
export function workingSize(
  image: Pick<Image, 'width' | 'height'>,
  resolutionPpi: number,
): { width: number; height: number } {
  const scale = WORKING_PPI / resolutionPpi;
  return { width: Math.round(image.width * scale), height: Math.round(image.height * scale) };
}

/**
 * Brings a grey image to the working resolution: copied if it already has it, otherwise interpolated between four
 * pixels, or averaged over boxes for a large reduction.
 *
 * @param target float32 [height, width] of `workingSize`, written: grey levels 0..255
 */
export function resample(image: Image, resolutionPpi: number, target: Float32Array): void {
  const { width, height } = workingSize(image, resolutionPpi);
  const step = resolutionPpi / WORKING_PPI;
  if (width === image.width && height === image.height) target.set(image.data);
  else if (step >= BOX_SHRINK_FROM) averageBoxes(image, step, width, height, target);
  else interpolate(image, step, width, height, target);
}

function averageBoxes(
  { data, ...source }: Image,
  step: number,
  width: number,
  height: number,
  target: Float32Array,
): void {
  for (let y = 0; y < height; y++) {
    const top = Math.min(source.height - 1, Math.floor(y * step));
    const bottom = Math.min(source.height, Math.max(top + 1, Math.floor((y + 1) * step)));
    for (let x = 0; x < width; x++) {
      const left = Math.min(source.width - 1, Math.floor(x * step));
      const right = Math.min(source.width, Math.max(left + 1, Math.floor((x + 1) * step)));
      let sum = 0;
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) sum += data[row * source.width + column]!;
      }
      target[y * width + x] = sum / ((bottom - top) * (right - left));
    }
  }
}

function interpolate(
  { data, ...source }: Image,
  step: number,
  width: number,
  height: number,
  target: Float32Array,
): void {
  for (let y = 0; y < height; y++) {
    const fromY = Math.min(source.height - 1, Math.max(0, (y + 0.5) * step - 0.5));
    const top = Math.min(source.height - 2, Math.floor(fromY));
    const shareY = fromY - top;
    for (let x = 0; x < width; x++) {
      const fromX = Math.min(source.width - 1, Math.max(0, (x + 0.5) * step - 0.5));
      const left = Math.min(source.width - 2, Math.floor(fromX));
      const shareX = fromX - left;
      const at = top * source.width + left;
      const upper = data[at]! + shareX * (data[at + 1]! - data[at]!);
      const below = at + source.width;
      const lower = data[below]! + shareX * (data[below + 1]! - data[below]!);
      target[y * width + x] = upper + shareY * (lower - upper);
    }
  }
}
