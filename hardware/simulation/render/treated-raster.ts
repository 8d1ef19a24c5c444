import sharp from 'sharp';
import { emptyRaster, type Raster } from './raster.ts';

/** Scales the brightness, clipping at white. Alpha is unchanged. */
export function lit(raster: Raster, gain: number): Raster {
  if (gain === 1) return raster;
  const out = emptyRaster(raster.width, raster.height);
  for (let i = 0; i < raster.rgba.length; i += 4) {
    const alpha = raster.rgba[i + 3] ?? 0;
    for (let c = 0; c < 3; c++) out.rgba[i + c] = Math.min(alpha, (raster.rgba[i + c] ?? 0) * gain);
    out.rgba[i + 3] = alpha;
  }
  return out;
}

/** The same raster blurred by a Gaussian of `deviationPx`, alpha included, as an unfocused lens blurs edges. */
export async function softened(raster: Raster, deviationPx: number): Promise<Raster> {
  if (deviationPx < 0.3) return raster;
  const { width, height } = raster;
  const channels = await Promise.all(
    [0, 1, 2, 3].map((c) => {
      const plane = Buffer.alloc(width * height);
      for (let i = 0; i < plane.length; i++) plane[i] = raster.rgba[4 * i + c] ?? 0;
      return sharp(plane, { raw: { width, height, channels: 1 } })
        .blur(deviationPx)
        .toColourspace('b-w')
        .raw()
        .toBuffer();
    }),
  );
  const out = emptyRaster(width, height);
  for (const [c, plane] of channels.entries()) {
    for (let i = 0; i < plane.length; i++) out.rgba[4 * i + c] = plane[i] ?? 0;
  }
  return out;
}
