import type { Landmarks } from '../landmarks.ts';
import { CROP_INTER_EYE_PX, DEPTH_NEIGHBOURS } from './constants.ts';
import type { CropRegion } from './crop-region.ts';

/**
 * The depth of each tracked point from the mesh: the mean of its nearest vertices, weighted by inverse squared
 * distance.
 *
 * @param points float32 [n, 2], crop px
 * @returns float64 [n], inter-eye distances; smaller is nearer to the camera
 */
export function depthAtPoints(points: Float32Array, region: CropRegion, landmarks: Landmarks): Float64Array {
  const depths = new Float64Array(points.length / 2);
  const unit = region.scale * CROP_INTER_EYE_PX;
  for (let point = 0; point < depths.length; point++) {
    const x = region.originX + region.scale * points[2 * point]!;
    const y = region.originY + region.scale * points[2 * point + 1]!;
    const nearest: { squared: number; depth: number }[] = [];
    for (let at = 0; at < landmarks.length; at += 3) {
      const squared = (landmarks[at]! - x) ** 2 + (landmarks[at + 1]! - y) ** 2;
      if (nearest.length === DEPTH_NEIGHBOURS && squared >= nearest[DEPTH_NEIGHBOURS - 1]!.squared) continue;
      nearest.push({ squared, depth: landmarks[at + 2]! });
      nearest.sort((one, other) => one.squared - other.squared);
      nearest.length = Math.min(nearest.length, DEPTH_NEIGHBOURS);
    }
    let [sum, weights] = [0, 0];
    for (const { squared, depth } of nearest) {
      sum += depth / (squared + 1);
      weights += 1 / (squared + 1);
    }
    depths[point] = sum / weights / unit;
  }
  return depths;
}
