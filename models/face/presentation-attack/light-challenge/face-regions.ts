import type { Landmarks } from '../../landmarks.ts';
import { NORMAL_RADIUS } from './constants.ts';

/**
 * Sixteen regions of bare skin, each the mean of a few mesh points: forehead, temples, nose, cheeks, in front of the
 * ears, jaw, chin. Eyes, brows and mouth are left out because they move on their own.
 */
export const FACE_REGIONS: readonly (readonly number[])[] = [
  [67, 69, 104, 103],
  [10, 151, 9, 108, 337],
  [297, 299, 333, 332],
  [54, 68, 71, 21],
  [284, 298, 301, 251],
  [6, 197, 195],
  [4, 5, 1],
  [129, 49, 198],
  [358, 279, 420],
  [117, 118, 50, 101],
  [346, 347, 280, 330],
  [234, 227, 137, 123],
  [454, 447, 366, 352],
  [172, 136, 138, 135],
  [397, 365, 367, 364],
  [152, 175, 199],
];

/** Float64 [16, 3], image px: the middles of the regions. */
export function regionCentres(landmarks: Landmarks): Float64Array {
  const out = new Float64Array(3 * FACE_REGIONS.length);
  for (const [region, points] of FACE_REGIONS.entries()) {
    for (const point of points) {
      for (let axis = 0; axis < 3; axis++) {
        out[3 * region + axis] = out[3 * region + axis]! + landmarks[3 * point + axis]! / points.length;
      }
    }
  }
  return out;
}

/**
 * The surface normal of each region: that of the plane through the mesh points around its middle.
 *
 * @returns float64 [16, 3], unit vectors; x to the image's right, y down, z away from the camera, so z is negative
 */
export function regionNormals(landmarks: Landmarks, interEyePx: number): Float64Array {
  const centres = regionCentres(landmarks);
  const out = new Float64Array(centres.length);
  const reach = (NORMAL_RADIUS * interEyePx) ** 2;
  for (let region = 0; region < FACE_REGIONS.length; region++) {
    const [slopeX, slopeY] = slopesAbout(landmarks, centres[3 * region]!, centres[3 * region + 1]!, reach);
    const length = Math.hypot(slopeX, slopeY, 1);
    out.set([slopeX / length, slopeY / length, -1 / length], 3 * region);
  }
  return out;
}

/**
 * Horizontal and vertical slope of the depth, least squares over the points within `reach`; 0 where they lie on a
 * line.
 */
function slopesAbout(landmarks: Landmarks, x: number, y: number, reach: number): readonly [number, number] {
  let [count, sumX, sumY, sumZ, xx, xy, yy, xz, yz] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let at = 0; at < landmarks.length; at += 3) {
    const dx = landmarks[at]! - x;
    const dy = landmarks[at + 1]! - y;
    if (dx * dx + dy * dy > reach) continue;
    const z = landmarks[at + 2]!;
    count++;
    sumX += dx;
    sumY += dy;
    sumZ += z;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
    xz += dx * z;
    yz += dy * z;
  }
  if (count < 3) return [0, 0];
  xx -= (sumX * sumX) / count;
  xy -= (sumX * sumY) / count;
  yy -= (sumY * sumY) / count;
  xz -= (sumX * sumZ) / count;
  yz -= (sumY * sumZ) / count;
  const determinant = xx * yy - xy * xy;
  if (!(determinant > 1e-6 * xx * yy)) return [0, 0];
  return [(xz * yy - yz * xy) / determinant, (yz * xx - xz * xy) / determinant];
}
