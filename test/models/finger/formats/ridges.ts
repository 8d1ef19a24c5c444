import { allocateImage, type Image } from '../../../../hardware/device/image.ts';

/**
 * A picture of artificial ridges: rings around an oblique core, bent by a wave, on white paper, with grain. It is
 * equal on every machine, because rounding errors are far below the rounding of pixels.
 */
export function ridges(width: number, height: number, seed = 1): Image {
  const image = allocateImage(width, height, 'grey');
  const [coreX, coreY] = [width * (0.3 + 0.05 * seed), height * 0.4];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bend = 12 * Math.sin((x + seed * 31) / 37) * Math.cos(y / 53);
      const ridge = Math.sin((2 * Math.PI * (Math.hypot(x - coreX, 0.7 * (y - coreY)) + bend)) / 9);
      const contact = Math.max(0, Math.min(1, 4 * (1 - Math.hypot(x / width - 0.5, y / height - 0.5) / 0.55)));
      const grain = (Math.imul(x * 7919 + y * 104_729 + seed, 0x9e3779b1) >>> 24) / 255 - 0.5;
      image.data[y * width + x] = Math.max(
        0,
        Math.min(255, Math.round(235 - contact * (95 + 85 * ridge) + 14 * grain)),
      );
    }
  }
  return image;
}

export function flat(width: number, height: number, level: number): Image {
  const image = allocateImage(width, height, 'grey');
  image.data.fill(level);
  return image;
}

/** Peak signal to noise ratio of a copy, dB; infinite for an exact one. */
export function psnr(original: Uint8Array, copy: Uint8Array): number {
  const squares = original.reduce((sum, pixel, index) => sum + (pixel - (copy[index] ?? 0)) ** 2, 0);
  return 10 * Math.log10((255 * 255 * original.length) / squares);
}
