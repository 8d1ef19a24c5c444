import type { Raster } from './raster.ts';
import type { SensorNoise } from './sensor-noise.ts';

/** Number of noisy copies of the static background: adding noise to all of it in each frame would be too slow. */
const COPIES = 4;

/** RGB copies of an opaque raster. */
export function noisyCopies(raster: Raster, noise: SensorNoise, random: () => number): readonly Uint8ClampedArray[] {
  return Array.from({ length: COPIES }, () => {
    const copy = new Uint8ClampedArray(raster.width * raster.height * 3);
    const start = Math.floor(random() * noise.mask);
    for (let i = 0, o = 0; o < copy.length; i += 4, o += 3) {
      for (let c = 0; c < 3; c++) {
        copy[o + c] = (raster.rgba[i + c] ?? 0) + (noise.table[(start + o + c) & noise.mask] ?? 0);
      }
    }
    return copy;
  });
}
