/** A field sampled at pixel centres, row-major. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

export function newGrid(width: number, height: number): Grid {
  return { width, height, values: new Float32Array(width * height) };
}

/** Bilinear interpolation; points outside have the value of the nearest edge. */
export function sampleGrid({ width, height, values }: Grid, x: number, y: number): number {
  const column = Math.min(Math.max(x, 0), width - 1.001);
  const row = Math.min(Math.max(y, 0), height - 1.001);
  const left = Math.floor(column);
  const top = Math.floor(row);
  const at = top * width + left;
  const across = column - left;
  const down = row - top;
  const upper = (values[at] as number) * (1 - across) + (values[at + 1] as number) * across;
  const lower = (values[at + width] as number) * (1 - across) + (values[at + width + 1] as number) * across;
  return upper * (1 - down) + lower * down;
}
