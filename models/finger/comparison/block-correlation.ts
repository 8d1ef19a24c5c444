import { CORRELATION, PATTERN } from '../constants.ts';
import { GRID_SPAN, gridSide, type RidgePattern } from '../ridge-pattern.ts';
import { movedX, movedY, type RigidMotion } from './rigid-motion.ts';

const { block: BLOCK, shift: SHIFT } = CORRELATION;
const SIDE = 2 * SHIFT + 1;
const PATCH = BLOCK + 2 * SHIFT;

/** Whether the whole block lies on the print. */
export function onPrint({ width, directions }: RidgePattern, x: number, y: number): boolean {
  const gridColumns = gridSide(width);
  const right = Math.floor((x + BLOCK - 1) / GRID_SPAN);
  const bottom = Math.floor((y + BLOCK - 1) / GRID_SPAN);
  for (let row = Math.floor(y / GRID_SPAN); row <= bottom; row++) {
    for (let column = Math.floor(x / GRID_SPAN); column <= right; column++) {
      if (directions[row * gridColumns + column] === 0) return false;
    }
  }
  return true;
}

/**
 * Writes the part of the other picture around a block, rotated into the block's frame, levels times 16.
 *
 * @param x,y the block's top left corner in the one picture
 * @param shiftX,shiftY shift of the block in addition to the motion, px of the full image
 * @param patch int32 [block + 2 shifts, block + 2 shifts], written
 * @returns false when the patch leaves the other print
 */
export function warpPatch(
  { width, height }: RidgePattern,
  picture: Int8Array,
  motion: RigidMotion,
  x: number,
  y: number,
  shiftX: number,
  shiftY: number,
  patch: Int32Array,
): boolean {
  const middle = BLOCK / 2;
  const centreX = (x + middle) * PATTERN.scale;
  const centreY = (y + middle) * PATTERN.scale;
  const toX = (movedX(motion, centreX, centreY) + shiftX) / PATTERN.scale;
  const toY = (movedY(motion, centreX, centreY) + shiftY) / PATTERN.scale;
  const { cosine, sine } = motion;
  for (let row = 0; row < PATCH; row++) {
    const v = row - SHIFT - middle;
    let fromX = toX + cosine * (-SHIFT - middle) - sine * v;
    let fromY = toY + sine * (-SHIFT - middle) + cosine * v;
    for (let column = 0; column < PATCH; column++, fromX += cosine, fromY += sine) {
      if (!(fromX >= 0 && fromY >= 0 && fromX < width - 1 && fromY < height - 1)) return false;
      const left = fromX | 0;
      const top = fromY | 0;
      const at = top * width + left;
      const a = picture[at]!;
      const b = picture[at + 1]!;
      const c = picture[at + width]!;
      const d = picture[at + width + 1]!;
      if (a === 0 || b === 0 || c === 0 || d === 0) return false;
      const shareX = fromX - left;
      const upper = a + shareX * (b - a);
      patch[row * PATCH + column] = 16 * (upper + (fromY - top) * (c + shareX * (d - c) - upper));
    }
  }
  return true;
}

/** Normalised correlation of a block with the patch at each shift. */
export function correlateBlock(
  picture: Int8Array,
  width: number,
  x: number,
  y: number,
  patch: Int32Array,
  surfaces: Float32Array,
  to: number,
): void {
  const pixels = BLOCK * BLOCK;
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < BLOCK; row++) {
    for (let at = (y + row) * width + x; at < (y + row) * width + x + BLOCK; at++) {
      sum += picture[at]!;
      squares += picture[at]! ** 2;
    }
  }
  const spread = squares - (sum * sum) / pixels;
  for (let dy = 0; dy < SIDE; dy++) {
    for (let dx = 0; dx < SIDE; dx++) {
      let otherSum = 0;
      let otherSquares = 0;
      let products = 0;
      for (let row = 0; row < BLOCK; row++) {
        const from = (row + dy) * PATCH + dx;
        const own = (y + row) * width + x;
        for (let column = 0; column < BLOCK; column++) {
          const value = patch[from + column]!;
          otherSum = (otherSum + value) | 0;
          otherSquares = (otherSquares + Math.imul(value, value)) | 0;
          products = (products + Math.imul(value, picture[own + column]!)) | 0;
        }
      }
      const otherSpread = otherSquares - (otherSum * otherSum) / pixels;
      const scale = Math.sqrt(Math.max(1, spread) * Math.max(1, otherSpread));
      surfaces[to + dy * SIDE + dx] = (products - (sum * otherSum) / pixels) / scale;
    }
  }
}
