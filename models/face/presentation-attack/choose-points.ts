import { fivePoints } from '../five-points.ts';
import { OUTLINE } from '../landmark-points.ts';
import type { Landmarks } from '../landmarks.ts';
import {
  CROP_INTER_EYE_PX,
  CROP_SIDE,
  EIGENVALUE_MIN,
  EYE_CLEARANCE,
  MOUTH_CLEARANCE_ACROSS,
  MOUTH_CLEARANCE_DOWN,
  OUTLINE_SHRINK,
  TRACK_CELL_PX,
  TRACKS_MAX,
  WINDOW_RADIUS,
} from './constants.ts';
import type { CropRegion } from './crop-region.ts';
import type { PyramidLevel } from './pyramid.ts';

/**
 * Chooses the points to track: the best corner (Shi and Tomasi, "Good features to track", 1994) of each cell of a grid
 * over the rigid part of the face, the strongest cells first.
 *
 * @returns float32 [n, 2], crop px, n at most `TRACKS_MAX`
 */
export function choosePoints(crop: PyramidLevel, region: CropRegion, landmarks: Landmarks): Float32Array {
  const onFace = faceTest(region, landmarks);
  const best = new Map<number, { x: number; y: number; strength: number }>();
  const rim = WINDOW_RADIUS + 3;
  const cells = Math.ceil(CROP_SIDE / TRACK_CELL_PX);
  for (let y = rim; y < CROP_SIDE - rim; y += 2) {
    for (let x = rim; x < CROP_SIDE - rim; x += 2) {
      if (!onFace(x, y)) continue;
      const strength = leastEigenvalue(crop, x, y);
      if (strength < EIGENVALUE_MIN) continue;
      const cell = Math.floor(y / TRACK_CELL_PX) * cells + Math.floor(x / TRACK_CELL_PX);
      if (strength > (best.get(cell)?.strength ?? 0)) best.set(cell, { x, y, strength });
    }
  }
  const chosen = [...best.values()].sort((one, other) => other.strength - one.strength).slice(0, TRACKS_MAX);
  return Float32Array.from(chosen.flatMap(({ x, y }) => [x, y]));
}

/**
 * Smaller eigenvalue of the window's mean gradient matrix, (grey levels/px)^2. Uses every second pixel of the window.
 */
function leastEigenvalue({ data, side }: PyramidLevel, x: number, y: number): number {
  let [xx, xy, yy, count] = [0, 0, 0, 0];
  for (let row = y - WINDOW_RADIUS; row <= y + WINDOW_RADIUS; row += 2) {
    for (let column = x - WINDOW_RADIUS; column <= x + WINDOW_RADIUS; column += 2) {
      const at = row * side + column;
      const gx = (data[at + 1]! - data[at - 1]!) / 2;
      const gy = (data[at + side]! - data[at - side]!) / 2;
      xx += gx * gx;
      xy += gx * gy;
      yy += gy * gy;
      count++;
    }
  }
  return (xx + yy - Math.sqrt((xx - yy) ** 2 + 4 * xy * xy)) / (2 * count);
}

/** Whether a crop pixel lies on the rigid part of the face: inside the shrunk outline, off the eyes and the mouth. */
function faceTest({ originX, originY, scale }: CropRegion, landmarks: Landmarks): (x: number, y: number) => boolean {
  const toCrop = (point: number): { x: number; y: number } => ({
    x: (landmarks[3 * point]! - originX) / scale,
    y: (landmarks[3 * point + 1]! - originY) / scale,
  });
  const rim = OUTLINE.map(toCrop);
  const middleX = rim.reduce((sum, { x }) => sum + x, 0) / rim.length;
  const middleY = rim.reduce((sum, { y }) => sum + y, 0) / rim.length;
  const outline = rim.map(({ x, y }) => ({
    x: middleX + OUTLINE_SHRINK * (x - middleX),
    y: middleY + OUTLINE_SHRINK * (y - middleY),
  }));
  const five = fivePoints(landmarks).map((value, at) => (value - (at % 2 === 0 ? originX : originY)) / scale);
  const [
    rightX = 0,
    rightY = 0,
    leftX = 0,
    leftY = 0,
    ,
    ,
    mouthRightX = 0,
    mouthRightY = 0,
    mouthLeftX = 0,
    mouthLeftY = 0,
  ] = five;
  const mouthX = (mouthRightX + mouthLeftX) / 2;
  const mouthY = (mouthRightY + mouthLeftY) / 2;
  const eye = EYE_CLEARANCE * CROP_INTER_EYE_PX;
  const across = MOUTH_CLEARANCE_ACROSS * CROP_INTER_EYE_PX;
  const down = MOUTH_CLEARANCE_DOWN * CROP_INTER_EYE_PX;
  return (x, y) =>
    Math.hypot(x - rightX, y - rightY) > eye &&
    Math.hypot(x - leftX, y - leftY) > eye &&
    ((x - mouthX) / across) ** 2 + ((y - mouthY) / down) ** 2 > 1 &&
    inside(outline, x, y);
}

/** Even-odd rule. */
function inside(outline: readonly { x: number; y: number }[], x: number, y: number): boolean {
  let odd = false;
  let previous = outline.at(-1);
  for (const corner of outline) {
    if (previous !== undefined && corner.y > y !== previous.y > y) {
      const crossing = corner.x + ((y - corner.y) / (previous.y - corner.y)) * (previous.x - corner.x);
      if (x < crossing) odd = !odd;
    }
    previous = corner;
  }
  return odd;
}
