import sharp from 'sharp';
import { emptyRaster, type Raster } from './raster.ts';

/** Draws an SVG at its own size, softened by a Gaussian of `blurPx` (0: not at all). */
export async function rasteriseSvg(svg: string, width: number, height: number, blurPx = 0): Promise<Raster> {
  const drawn = sharp(Buffer.from(svg)).ensureAlpha();
  const { data } = await (blurPx >= 0.3 ? drawn.blur(blurPx) : drawn).raw().toBuffer({ resolveWithObject: true });
  const raster = emptyRaster(width, height);
  if (data.length !== raster.rgba.length) throw new RangeError(`the drawing is not ${width} x ${height}`);
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3] ?? 0;
    for (let c = 0; c < 3; c++) raster.rgba[i + c] = ((data[i + c] ?? 0) * alpha) / 255;
    raster.rgba[i + 3] = alpha;
  }
  return raster;
}
