import { fivePoints } from '../five-points.ts';
import { CHIN } from '../landmark-points.ts';
import type { Landmarks } from '../landmarks.ts';

/** ISO/IEC 29794-5's size of a face, T: from the middle between the eyes to the chin, image px. */
export function eyesToChinPx(landmarks: Landmarks): number {
  const [rightX = 0, rightY = 0, leftX = 0, leftY = 0] = fivePoints(landmarks);
  return Math.hypot(landmarks[3 * CHIN]! - (rightX + leftX) / 2, landmarks[3 * CHIN + 1]! - (rightY + leftY) / 2);
}

/** The longest distance within the pairs of points, divided by the face size. `NaN` when the face size is 0. */
export function widestOpening(landmarks: Landmarks, pairs: readonly (readonly [number, number])[]): number {
  let widest = 0;
  for (const [upper, lower] of pairs) {
    const opening = Math.hypot(
      landmarks[3 * upper]! - landmarks[3 * lower]!,
      landmarks[3 * upper + 1]! - landmarks[3 * lower + 1]!,
    );
    widest = Math.max(widest, opening);
  }
  return widest / eyesToChinPx(landmarks);
}
