import { ANCHOR_LAYERS, DETECTOR_SIDE } from './constants.ts';

/**
 * Centres of the detector's anchors, in the order of its outputs: float32 [896, 2], x and y in input px. Cells run row by
 * row; the anchors of a cell share its centre, and their boxes are absolute (MediaPipe: fixed_anchor_size).
 */
export function anchorCentres(): Float32Array {
  const centres: number[] = [];
  for (const { stride, anchorsPerCell } of ANCHOR_LAYERS) {
    const cells = DETECTOR_SIDE / stride;
    for (let row = 0; row < cells; row++) {
      for (let column = 0; column < cells; column++) {
        for (let anchor = 0; anchor < anchorsPerCell; anchor++) {
          centres.push((column + 0.5) * stride, (row + 0.5) * stride);
        }
      }
    }
  }
  return Float32Array.from(centres);
}
