import type { Image } from '../../hardware/device/image.ts';
import type { Affine } from './affine.ts';
import { ALIGNED_FIVE_POINTS, ALIGNED_SIDE } from './constants.ts';
import { fivePoints } from './five-points.ts';
import type { Landmarks } from './landmarks.ts';
import { similarity } from './similarity.ts';
import { type PixelEncoding, warp } from './warp.ts';

/** The map from a pixel of the aligned face to the image. */
export function alignmentOf(landmarks: Landmarks): Affine {
  return similarity(ALIGNED_FIVE_POINTS, fivePoints(landmarks));
}

/**
 * Aligns the face with the template: writes float32 [112, 112, 3], RGB, encoded according to `pixel`, to the start of
 * `out`. The person's right eye is on the left.
 */
export function align(image: Image, landmarks: Landmarks, pixel: PixelEncoding, out: Float32Array): void {
  warp(image, alignmentOf(landmarks), ALIGNED_SIDE, pixel, out);
}
