import { ALIGNED_SIDE, REGION_INSIDE_MIN } from '../constants.ts';
import { SIGNAL_TO_NOISE } from './constants.ts';
import { FACE_MASK, type FaceRegion } from './face-region.ts';
import { assessed, notAssessable, type QualityMeasure, sigmoid } from './quality-measure.ts';

/** Top left pixels of the blocks that lie inside the face's region. */
const BLOCKS = blocksInside(SIGNAL_TO_NOISE.blockPx);

/**
 * SignalToNoise, not a measure of ISO/IEC 29794-5. Native: the structure of the face divided by the noise of the
 * picture, both root mean squares in 8-bit steps of the aligned face; pure noise gives 1. Too little light for the
 * sensor lowers it, also when the camera amplifies the picture. Dark skin in good light has the same ratio as light
 * skin (measured).
 *
 * Structure: second differences `farPx` apart, the size of facial features. Noise: the difference of two Laplacians,
 * which is zero on slopes and on edges along rows and columns (Immerkær 1996), in the smoothest quarter of the
 * region's blocks. The rounding of the samples counts as noise, because a dark, flat picture shows no other noise.
 */
export function signalToNoise({ luminance, insideShare }: FaceRegion): QualityMeasure {
  if (insideShare < REGION_INSIDE_MIN) return notAssessable('face-outside-image');
  const noise = Math.hypot(noiseOf(luminance), SIGNAL_TO_NOISE.roundingSteps);
  const native = structureOf(luminance) / noise;
  const { middle, width } = SIGNAL_TO_NOISE;
  return assessed(native, 100 * sigmoid(Math.log(native), Math.log(middle), width));
}

/** Root mean square of second differences along rows and columns, in steps of one sample. */
function structureOf(luminance: Uint8Array): number {
  const far = SIGNAL_TO_NOISE.farPx;
  let [energy, count] = [0, 0];
  for (let row = far; row < ALIGNED_SIDE - far; row++) {
    for (let at = row * ALIGNED_SIDE + far, end = at + ALIGNED_SIDE - 2 * far; at < end; at++) {
      if (FACE_MASK[at] === 0) continue;
      const twice = 2 * luminance[at]!;
      const across = luminance[at - far]! - twice + luminance[at + far]!;
      const down = luminance[at - far * ALIGNED_SIDE]! - twice + luminance[at + far * ALIGNED_SIDE]!;
      energy += across * across + down * down;
      count += 2;
    }
  }
  // With the weights 1, -2 and 1, noise of one step has a variance of 6.
  return Math.sqrt(energy / count / 6);
}

/** Root mean square of the noise in the smoothest quarter of the blocks. */
function noiseOf(luminance: Uint8Array): number {
  const side = SIGNAL_TO_NOISE.blockPx;
  const energies = Float64Array.from(BLOCKS, (corner) => {
    let energy = 0;
    for (let row = 0; row < side; row++) {
      for (let at = corner + row * ALIGNED_SIDE, end = at + side; at < end; at++) {
        const [above, below] = [at - ALIGNED_SIDE, at + ALIGNED_SIDE];
        const corners = luminance[above - 1]! + luminance[above + 1]! + luminance[below - 1]! + luminance[below + 1]!;
        const edges = luminance[above]! + luminance[below]! + luminance[at - 1]! + luminance[at + 1]!;
        const difference = corners - 2 * edges + 4 * luminance[at]!;
        energy += difference * difference;
      }
    }
    // With the weights 1, -2 and 4, noise of one step has a variance of 36.
    return energy / (side * side * 36);
  }).sort();
  return Math.sqrt(energies[Math.floor(energies.length / 4)]!);
}

function blocksInside(side: number): Uint16Array {
  const corners: number[] = [];
  for (let row = side; row + side < ALIGNED_SIDE; row += side) {
    for (let column = side; column + side < ALIGNED_SIDE; column += side) {
      const corner = row * ALIGNED_SIDE + column;
      const inside = Array.from({ length: side * side }, (_, at) => {
        return FACE_MASK[corner + Math.floor(at / side) * ALIGNED_SIDE + (at % side)] === 1;
      });
      if (inside.every(Boolean)) corners.push(corner);
    }
  }
  return Uint16Array.from(corners);
}
