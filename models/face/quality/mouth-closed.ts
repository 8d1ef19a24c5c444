import type { Landmarks } from '../landmarks.ts';
import { MOUTH_CLOSED_MIDDLE, MOUTH_CLOSED_WIDTH } from './constants.ts';
import { widestOpening } from './face-size.ts';
import { assessed, notAssessable, type QualityMeasure, sigmoid } from './quality-measure.ts';

/** Inner edge of the upper and the lower lip, three pairs as in OFIQ (MediaPipe canonical face model). */
const INNER_LIPS = [
  [82, 87],
  [13, 14],
  [312, 317],
] as const;

/** MouthClosed. Native: opening between the lips divided by the face size. */
export function mouthClosed(landmarks: Landmarks): QualityMeasure {
  const native = widestOpening(landmarks, INNER_LIPS);
  if (!Number.isFinite(native)) return notAssessable('no-face-size');
  return assessed(native, 100 * (1 - sigmoid(native, MOUTH_CLOSED_MIDDLE, MOUTH_CLOSED_WIDTH)));
}
