import { LEFT_EYE, LEFT_MOUTH_CORNER, NOSE_TIP, RIGHT_EYE, RIGHT_MOUTH_CORNER } from './landmark-points.ts';
import type { Landmarks } from './landmarks.ts';

/**
 * The five points for alignment: the person's right eye, left eye, nose tip, right and left corner of the mouth.
 *
 * @returns x and y of each, image px: ten numbers. An eye is the mean of its corners and the middles of its lids.
 */
export function fivePoints(landmarks: Landmarks): number[] {
  const groups: readonly (readonly number[])[] = [
    RIGHT_EYE,
    LEFT_EYE,
    [NOSE_TIP],
    [RIGHT_MOUTH_CORNER],
    [LEFT_MOUTH_CORNER],
  ];
  return groups.flatMap((group) => [meanOf(landmarks, group, 0), meanOf(landmarks, group, 1)]);
}

function meanOf(landmarks: Landmarks, group: readonly number[], axis: 0 | 1): number {
  return group.reduce((sum, point) => sum + landmarks[3 * point + axis]!, 0) / group.length;
}
