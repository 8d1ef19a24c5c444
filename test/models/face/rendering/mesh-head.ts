import type { FaceSeen } from '../../../../models/face/face-observation.ts';
import { OUTLINE } from '../../../../models/face/landmark-points.ts';
import type { SeededRandom } from './seeded-random.ts';
import { type Surface, surface } from './surface.ts';
import { facePlace } from './turn-sequence.ts';

/** Rim beyond the face's outline, which falls back like hair, ears and neck. Inter-eye distances. */
const RIM = 0.45;
const RIM_SLOPE = 1.3;
/**
 * Real heads differ from the depth of the mesh. Random gain and shape noise make the generator independent of the
 * detector.
 */
const DEPTH_GAIN = [0.8, 1.2] as const;
const SHAPE_NOISE = 0.02;

/**
 * A head with the depth of a photograph's Face Mesh, as a relief over the plane of the photograph, with random depth
 * gain and smooth shape errors.
 */
export function meshHead(face: FaceSeen, random: SeededRandom): Surface {
  const place = facePlace(face);
  const { landmarks } = face;
  const { eyesX, eyesY, interEyePx, alongX, alongY } = place;
  const points: { x: number; y: number; z: number }[] = [];
  for (let at = 0; at < landmarks.length; at += 3) {
    const [dx, dy] = [(landmarks[at]! - eyesX) / interEyePx, (landmarks[at + 1]! - eyesY) / interEyePx];
    points.push({ x: dx * alongX + dy * alongY, y: dy * alongX - dx * alongY, z: landmarks[at + 2]! / interEyePx });
  }
  const rim = OUTLINE.map((point) => points[point]!);
  const gain = random.between(...DEPTH_GAIN);
  const waves = Array.from({ length: 6 }, () => ({
    x: random.between(-3, 3),
    y: random.between(-3, 3),
    phase: random.between(0, 2 * Math.PI),
    size: SHAPE_NOISE * random.normal(),
  }));
  const middle = rim.reduce((sum, { z }) => sum + z, 0) / rim.length;
  const made = surface(place, 1.65, -1.75, 2.25, (x, y) => {
    const outside = inside(rim, x, y) ? 0 : distanceTo(rim, x, y);
    if (outside > RIM) return Number.NaN;
    const base = outside > 0 ? nearest(rim, x, y, 3) + RIM_SLOPE * outside : nearest(points, x, y, 5);
    const errors = waves.reduce(
      (sum, { size, phase, ...wave }) => sum + size * Math.sin(wave.x * x + wave.y * y + phase),
      0,
    );
    return gain * (base - middle) + errors;
  });
  smooth(made);
  smooth(made);
  return made;
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Mean depth of the nearest points, by inverse squared distance. */
function nearest(points: readonly Point[], x: number, y: number, count: number): number {
  const found: { z: number; squared: number }[] = [];
  for (const point of points) {
    const squared = (point.x - x) ** 2 + (point.y - y) ** 2;
    if (found.length === count && squared >= found[count - 1]!.squared) continue;
    found.push({ z: point.z, squared });
    found.sort((one, other) => one.squared - other.squared);
    found.length = Math.min(found.length, count);
  }
  let [sum, weights] = [0, 0];
  for (const { z, squared } of found) {
    sum += z / (squared + 1e-3);
    weights += 1 / (squared + 1e-3);
  }
  return sum / weights;
}

function distanceTo(rim: readonly Point[], x: number, y: number): number {
  return rim.reduce((least, point) => Math.min(least, Math.hypot(point.x - x, point.y - y)), Infinity);
}

function inside(rim: readonly Point[], x: number, y: number): boolean {
  let odd = false;
  let previous = rim.at(-1)!;
  for (const corner of rim) {
    const crosses = corner.y > y !== previous.y > y;
    if (crosses && x < corner.x + ((y - corner.y) / (previous.y - corner.y)) * (previous.x - corner.x)) odd = !odd;
    previous = corner;
  }
  return odd;
}

/** Replaces each depth by the mean of itself and its existing neighbours. */
function smooth({ columns, rows, vertices }: Surface): void {
  const before = vertices.slice();
  for (let row = 1; row + 1 < rows; row++) {
    for (let column = 1; column + 1 < columns; column++) {
      const at = row * columns + column;
      if (Number.isNaN(before[3 * at + 2]!)) continue;
      let [sum, count] = [0, 0];
      for (const next of [at, at - 1, at + 1, at - columns, at + columns]) {
        const z = before[3 * next + 2]!;
        if (Number.isNaN(z)) continue;
        sum += z;
        count++;
      }
      vertices[3 * at + 2] = sum / count;
    }
  }
}
