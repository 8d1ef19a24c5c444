import { type Grid, newGrid } from './grid.ts';

/** A number from the standard normal distribution (Box-Muller). */
export function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const smooth = (t: number) => t * t * (3 - 2 * t);

/** Value noise: normal values every `cellPx`, smoothly interpolated. Variance a little below 1, mean near 0. */
export function smoothNoise(width: number, height: number, cellPx: number, random: () => number): Grid {
  const columns = Math.ceil(width / cellPx) + 2;
  const rows = Math.ceil(height / cellPx) + 2;
  const knots = Float32Array.from({ length: columns * rows }, () => gaussian(random));
  const noise = newGrid(width, height);
  const cells = Float32Array.from({ length: width }, (_, x) => Math.floor(x / cellPx));
  const weights = Float32Array.from({ length: width }, (_, x) => smooth(x / cellPx - Math.floor(x / cellPx)));
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / cellPx);
    const down = smooth(y / cellPx - row);
    for (let x = 0; x < width; x++) {
      const at = row * columns + (cells[x] as number);
      const across = weights[x] as number;
      const upper = (knots[at] as number) * (1 - across) + (knots[at + 1] as number) * across;
      const lower = (knots[at + columns] as number) * (1 - across) + (knots[at + columns + 1] as number) * across;
      noise.values[y * width + x] = upper * (1 - down) + lower * down;
    }
  }
  return noise;
}
