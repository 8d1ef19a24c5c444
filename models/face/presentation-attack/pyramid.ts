import { CROP_SIDE, PYRAMID_LEVELS } from './constants.ts';

/** One level of an image pyramid: float32 [side, side], grey 0..255, row-major. */
export interface PyramidLevel {
  readonly side: number;
  readonly data: Float32Array;
}

/** Level 0 is the crop; each further level has half the side. */
export type Pyramid = readonly PyramidLevel[];

export function createPyramid(): Pyramid {
  return Array.from({ length: PYRAMID_LEVELS }, (_, level) => {
    const side = CROP_SIDE >> level;
    return { side, data: new Float32Array(side * side) };
  });
}

/** Fills the upper levels from level 0, each pixel is the mean of 2 x 2 pixels of the level below. */
export function fillPyramid(pyramid: Pyramid): void {
  let below: PyramidLevel | undefined;
  for (const level of pyramid) {
    if (below !== undefined) halve(below, level);
    below = level;
  }
}

export function wipePyramid(pyramid: Pyramid): void {
  for (const { data } of pyramid) data.fill(0);
}

function halve(from: PyramidLevel, to: PyramidLevel): void {
  const wide = from.side;
  for (let row = 0; row < to.side; row++) {
    let at = 2 * row * wide;
    for (let column = 0; column < to.side; column++, at += 2) {
      const sum = from.data[at]! + from.data[at + 1]! + from.data[at + wide]! + from.data[at + wide + 1]!;
      to.data[row * to.side + column] = sum / 4;
    }
  }
}
