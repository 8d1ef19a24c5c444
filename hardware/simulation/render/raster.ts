/** Pixels of the renderer: 8-bit RGBA with premultiplied alpha, rows packed. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

export function emptyRaster(width: number, height: number): Raster {
  return { width, height, rgba: new Uint8ClampedArray(width * height * 4) };
}

/** Composites `over` onto `under`, in place. Both have the same size. */
export function layOver(under: Raster, over: Raster): void {
  for (let i = 0; i < under.rgba.length; i += 4) {
    const kept = 1 - (over.rgba[i + 3] ?? 0) / 255;
    for (let c = 0; c < 4; c++) under.rgba[i + c] = (over.rgba[i + c] ?? 0) + (under.rgba[i + c] ?? 0) * kept;
  }
}
