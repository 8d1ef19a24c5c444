import { type CommonBitsKernel, createCommonBitsKernel } from './common-bits-kernel.ts';
import { CYLINDER_WORDS } from './cylinders.ts';
import { CORRELATION, IMAGE_SIDE_PX, MINUTIAE, PATTERN, RELAXATION } from '../constants.ts';

const PAIRS = RELAXATION.pairsMost;
const MAX = MINUTIAE.most;
const SHIFTS = (2 * CORRELATION.shift + 1) ** 2;
const PICTURE = (IMAGE_SIDE_PX.most / PATTERN.scale) ** 2;
const BLOCKS = Math.ceil(IMAGE_SIDE_PX.most / PATTERN.scale / CORRELATION.step) ** 2;

/**
 * The buffers of a comparison, sized for the largest templates. Not shared between concurrent calls; wiped by one
 * function.
 */
export interface ComparisonWorkspace {
  /** float32 [minutiae, minutiae] */
  readonly similarity: Float32Array;
  /** Cylinders in the layout of the bit-counting kernel. */
  readonly kernel: CommonBitsKernel;
  /** int32 [minutiae * minutiae]: cells of `similarity` whose cylinders are compared; then the order of those cells. */
  readonly comparable: Int32Array;
  /** float32 [pairs, pairs] */
  readonly compatibility: Float32Array;
  /** int8 pictures of the reference and the probe: -3, -1, 1, 3; 0 outside of the print. */
  readonly pictures: readonly [Int8Array, Int8Array];
  /** int32 [block + 2 shifts, block + 2 shifts]: the probe's picture around one block. */
  readonly patch: Int32Array;
  /** float32 [blocks, shifts]: the correlation of each block at each shift. */
  readonly surfaces: Float32Array;
  /** float32 [shifts]: the votes of one neighbourhood. */
  readonly votes: Float32Array;
  /** uint8 [blocks]: 1 where a block lies on both prints. */
  readonly compared: Uint8Array;
}

export function createComparisonWorkspace(): ComparisonWorkspace {
  return {
    similarity: new Float32Array(MAX * MAX),
    kernel: createCommonBitsKernel(CYLINDER_WORDS, MAX),
    comparable: new Int32Array(MAX * MAX),
    compatibility: new Float32Array(PAIRS * PAIRS),
    pictures: [new Int8Array(PICTURE), new Int8Array(PICTURE)],
    patch: new Int32Array((CORRELATION.block + 2 * CORRELATION.shift) ** 2),
    surfaces: new Float32Array(BLOCKS * SHIFTS),
    votes: new Float32Array(SHIFTS),
    compared: new Uint8Array(BLOCKS),
  };
}

export function wipeComparisonWorkspace({ pictures, kernel, ...others }: ComparisonWorkspace): void {
  kernel.wipe();
  for (const buffer of [...pictures, ...Object.values(others)]) buffer.fill(0);
}
