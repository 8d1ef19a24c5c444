import { GRID_SPAN, gridSide, type RidgePattern } from '../ridge-pattern.ts';

/** Values of the four levels: the means of a cosine over its inner and outer quarters, in the ratio 1 : 3. */
const LEVELS = [-3, -1, 1, 3] as const;
/** The four pixels of each byte, in memory order. */
const FOUR_PIXELS = Int32Array.from(
  { length: 256 },
  (_, byte) => new Int32Array(Int8Array.from([0, 2, 4, 6], (shift) => LEVELS[(byte >> shift) & 3]!).buffer)[0]!,
);

/**
 * Unpacks a pattern's picture, 0 outside of the print.
 *
 * @param picture int8, at least [height, width] rounded up to four, written
 */
export function unpackPicture({ width, height, levels, directions }: RidgePattern, picture: Int8Array): void {
  const words = new Int32Array(picture.buffer, picture.byteOffset, levels.length);
  for (let at = 0; at < levels.length; at++) words[at] = FOUR_PIXELS[levels[at]!]!;
  const gridColumns = gridSide(width);
  for (let row = 0; row < gridSide(height); row++) {
    for (let column = 0; column < gridColumns; column++) {
      if (directions[row * gridColumns + column] !== 0) continue;
      const right = Math.min(width, (column + 1) * GRID_SPAN);
      for (let y = row * GRID_SPAN; y < Math.min(height, (row + 1) * GRID_SPAN); y++) {
        picture.fill(0, y * width + column * GRID_SPAN, y * width + right);
      }
    }
  }
}
