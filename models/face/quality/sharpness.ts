import {
  ALIGNED_SIDE,
  CONTRAST_VARIANCE_MIN,
  REGION_INSIDE_MIN,
  SHARPNESS_MIDDLE,
  SHARPNESS_WIDTH,
} from '../constants.ts';
import { FACE_MASK, type FaceRegion } from './face-region.ts';
import { assessed, notAssessable, type QualityMeasure, sigmoid } from './quality-measure.ts';

/**
 * Sharpness, as the embedder will see the face. Native: base-10 logarithm of the variance of the Laplacian over the
 * variance of the luminance, on the aligned face, so that a dim or flatly lit face is not called blurred. A face smaller
 * than the template counts as blurred, because it is. ISO/IEC 29794-5's own measure is a random forest that OFIQ
 * publishes: the name is the standard's, the value is not comparable with OFIQ's.
 */
export function sharpness({ luminance, insideShare }: FaceRegion): QualityMeasure {
  if (insideShare < REGION_INSIDE_MIN) return notAssessable('face-outside-image');
  let [count, sum, squares, edges, edgeSquares] = [0, 0, 0, 0, 0];
  for (let row = 1; row < ALIGNED_SIDE - 1; row++) {
    for (let at = row * ALIGNED_SIDE + 1, end = at + ALIGNED_SIDE - 2; at < end; at++) {
      if (FACE_MASK[at] === 0) continue;
      const value = luminance[at]!;
      const around =
        luminance[at - 1]! + luminance[at + 1]! + luminance[at - ALIGNED_SIDE]! + luminance[at + ALIGNED_SIDE]!;
      const edge = around - 4 * value;
      count++;
      sum += value;
      squares += value * value;
      edges += edge;
      edgeSquares += edge * edge;
    }
  }
  const contrast = squares / count - (sum / count) ** 2;
  const detail = edgeSquares / count - (edges / count) ** 2;
  if (!(contrast >= CONTRAST_VARIANCE_MIN)) return notAssessable('no-contrast');
  const native = Math.log10(Math.max(detail, 1e-6) / contrast);
  return assessed(native, 100 * sigmoid(native, SHARPNESS_MIDDLE, SHARPNESS_WIDTH));
}
