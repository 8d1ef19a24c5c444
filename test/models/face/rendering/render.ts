import type { Image } from '../../../../hardware/device/image.ts';
import type { Surface } from './surface.ts';

/** Pose of a surface in front of the camera. */
export interface Pose {
  /** Degrees; positive yaw turns to the person's own left, as in `HeadPose`. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  /** Shift, inter-eye distances. */
  readonly x: number;
  readonly y: number;
}

/** The camera and the axis of rotation of a surface. */
export interface View {
  /** Inter-eye distance of a surface at the origin, px. */
  readonly interEyePx: number;
  /** Distance of the camera, inter-eye distances: 10 is about 63 cm. */
  readonly distance: number;
  /** Depth of the axis of rotation, inter-eye distances behind the origin. */
  readonly pivotZ: number;
}

/**
 * Paints the surface over `frame` in true perspective, nearest triangle first, bilinear texture. `depths` is scratch:
 * float32, one per pixel of the frame.
 */
export function render(
  surface: Surface,
  photograph: Image,
  pose: Pose,
  view: View,
  frame: Image,
  depths: Float32Array,
): void {
  depths.fill(Number.POSITIVE_INFINITY);
  const projected = project(surface, pose, view, frame);
  const { columns, rows, texture } = surface;
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const corner = row * columns + column;
      fill(projected, texture, corner, corner + 1, corner + columns, photograph, frame, depths);
      fill(projected, texture, corner + 1, corner + columns + 1, corner + columns, photograph, frame, depths);
    }
  }
}

/** Float64 [n, 3]: x and y in frame px, and depth. */
function project(
  { vertices }: Surface,
  pose: Pose,
  { interEyePx, distance, pivotZ }: View,
  frame: Image,
): Float64Array {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const [yaw, pitch, roll] = [radians(pose.yaw), radians(pose.pitch), radians(pose.roll)];
  const out = new Float64Array(vertices.length);
  for (let at = 0; at < vertices.length; at += 3) {
    let [x, y, z] = [vertices[at]!, vertices[at + 1]!, vertices[at + 2]! - pivotZ];
    // To the person's left: near points (z < 0) move to the right of the image.
    [x, z] = [x * Math.cos(yaw) - z * Math.sin(yaw), z * Math.cos(yaw) + x * Math.sin(yaw)];
    [y, z] = [y * Math.cos(pitch) - z * Math.sin(pitch), z * Math.cos(pitch) + y * Math.sin(pitch)];
    [x, y] = [x * Math.cos(roll) + y * Math.sin(roll), y * Math.cos(roll) - x * Math.sin(roll)];
    const depth = z + pivotZ + distance;
    const scale = (interEyePx * distance) / depth;
    out.set([frame.width / 2 + (x + pose.x) * scale, frame.height / 2 + (y + pose.y) * scale, depth], at);
  }
  return out;
}

function fill(
  points: Float64Array,
  texture: Float64Array,
  a: number,
  b: number,
  c: number,
  photograph: Image,
  frame: Image,
  depths: Float32Array,
): void {
  const [ax, ay, bx, by, cx, cy] = [
    points[3 * a]!,
    points[3 * a + 1]!,
    points[3 * b]!,
    points[3 * b + 1]!,
    points[3 * c]!,
    points[3 * c + 1]!,
  ];
  const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
  if (!(area > 1e-9)) return; // seen from behind
  const [za, zb, zc] = [1 / points[3 * a + 2]!, 1 / points[3 * b + 2]!, 1 / points[3 * c + 2]!];
  const top = Math.max(0, Math.ceil(Math.min(ay, by, cy)));
  const bottom = Math.min(frame.height - 1, Math.floor(Math.max(ay, by, cy)));
  const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx)));
  const right = Math.min(frame.width - 1, Math.floor(Math.max(ax, bx, cx)));
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const wb = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area;
      const wc = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / area;
      const wa = 1 - wb - wc;
      if (wa < 0 || wb < 0 || wc < 0) continue;
      const nearness = wa * za + wb * zb + wc * zc;
      const pixel = y * frame.width + x;
      if (1 / nearness >= depths[pixel]!) continue;
      depths[pixel] = 1 / nearness;
      const u = (wa * za * texture[2 * a]! + wb * zb * texture[2 * b]! + wc * zc * texture[2 * c]!) / nearness;
      const v =
        (wa * za * texture[2 * a + 1]! + wb * zb * texture[2 * b + 1]! + wc * zc * texture[2 * c + 1]!) / nearness;
      paint(photograph, u, v, frame, pixel);
    }
  }
}

function paint(photograph: Image, u: number, v: number, frame: Image, pixel: number): void {
  const x = Math.max(0, Math.min(photograph.width - 1.001, u));
  const y = Math.max(0, Math.min(photograph.height - 1.001, v));
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [s, t] = [x - left, y - top];
  const at = (top * photograph.width + left) * 3;
  const below = at + photograph.width * 3;
  for (let channel = 0; channel < 3; channel++) {
    const upper = photograph.data[at + channel]! * (1 - s) + photograph.data[at + 3 + channel]! * s;
    const lower = photograph.data[below + channel]! * (1 - s) + photograph.data[below + 3 + channel]! * s;
    frame.data[pixel * 3 + channel] = upper * (1 - t) + lower * t + 0.5;
  }
}
