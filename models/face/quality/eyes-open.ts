import type { Landmarks } from '../landmarks.ts';
import { EYES_OPEN_MIDDLE, EYES_OPEN_WIDTH } from './constants.ts';
import { widestOpening } from './face-size.ts';
import { assessed, notAssessable, type QualityMeasure, sigmoid } from './quality-measure.ts';

/** Upper and lower lid, three pairs per eye as in OFIQ (MediaPipe canonical face model). */
const RIGHT_LIDS = [
  [160, 144],
  [159, 145],
  [158, 153],
] as const;
const LEFT_LIDS = [
  [385, 380],
  [386, 374],
  [387, 373],
] as const;

/**
 * EyesOpen. Native: opening of the narrower eye divided by the face size. Narrow eyes are not closed eyes: the measure
 * ranks frames of one person and is never compared between people.
 */
export function eyesOpen(landmarks: Landmarks): QualityMeasure {
  const native = Math.min(widestOpening(landmarks, RIGHT_LIDS), widestOpening(landmarks, LEFT_LIDS));
  if (!Number.isFinite(native)) return notAssessable('no-face-size');
  return assessed(native, 100 * sigmoid(native, EYES_OPEN_MIDDLE, EYES_OPEN_WIDTH));
}
