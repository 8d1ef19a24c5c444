import type { Image } from '../../hardware/device/image.ts';
import type { Affine } from './affine.ts';
import { ALIGNED_SIDE } from './constants.ts';

/**
 * Share of the aligned face outside the image, 0..1; `align` fills it with black.
 *
 * @param map from a pixel of the aligned face to the image (`alignmentOf`)
 */
export function shareOutside({ width, height }: Pick<Image, 'width' | 'height'>, map: Affine): number {
  let outside = 0;
  for (let row = 0; row < ALIGNED_SIDE; row++) {
    for (let column = 0; column < ALIGNED_SIDE; column++) {
      const x = map.a * column + map.b * row + map.c;
      const y = map.d * column + map.e * row + map.f;
      if (!(x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1)) outside++;
    }
  }
  return outside / (ALIGNED_SIDE * ALIGNED_SIDE);
}
