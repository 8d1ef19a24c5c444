import type { Image } from '../../../../hardware/device/image.ts';
import { linearOfSample } from '../../../../models/face/presentation-attack/light-challenge/light-state.ts';
import type { Pose, View } from './render.ts';
import type { Surface } from './surface.ts';

/** A picture as linear light: float32 [height, width, 3], 0..1 and above. */
export interface LightImage {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

const LINEAR = Float32Array.from({ length: 256 }, (_, sample) => linearOfSample(sample));

export function lightImage(width: number, height: number): LightImage {
  return { width, height, data: new Float32Array(width * height * 3) };
}

export function asLight({ width, height, data }: Image): LightImage {
  return { width, height, data: Float32Array.from(data, (sample) => LINEAR[sample]!) };
}

/**
 * A placed surface: positions and normals in the camera's frame, inter-eye distances; the camera is at z = -distance.
 */
export interface Placed {
  /** Float64 [n, 3]: x and y in frame px, and depth. */
  readonly projected: Float64Array;
  /** Float64 [n, 3]. */
  readonly places: Float64Array;
  /** Float64 [n, 3], unit, towards the camera. */
  readonly normals: Float64Array;
}

export function placeSurface(
  surface: Surface,
  pose: Pose,
  { interEyePx, distance, pivotZ }: View,
  frame: LightImage,
): Placed {
  const { vertices, columns, rows } = surface;
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const [cy, sy] = [Math.cos(radians(pose.yaw)), Math.sin(radians(pose.yaw))];
  const [cp, sp] = [Math.cos(radians(pose.pitch)), Math.sin(radians(pose.pitch))];
  const [cr, sr] = [Math.cos(radians(pose.roll)), Math.sin(radians(pose.roll))];
  const places = new Float64Array(vertices.length);
  const projected = new Float64Array(vertices.length);
  for (let at = 0; at < vertices.length; at += 3) {
    const [x0, y0, z0] = [vertices[at]!, vertices[at + 1]!, vertices[at + 2]! - pivotZ];
    const x1 = x0 * cy - z0 * sy;
    const z1 = z0 * cy + x0 * sy;
    const y1 = y0 * cp - z1 * sp;
    const z = z1 * cp + y0 * sp + pivotZ;
    const x = x1 * cr + y1 * sr + pose.x;
    const y = y1 * cr - x1 * sr + pose.y;
    const scale = (interEyePx * distance) / (z + distance);
    places[at] = x;
    places[at + 1] = y;
    places[at + 2] = z;
    projected[at] = frame.width / 2 + x * scale;
    projected[at + 1] = frame.height / 2 + y * scale;
    projected[at + 2] = z + distance;
  }
  return { projected, places, normals: normalsOf(places, columns, rows) };
}

function normalsOf(places: Float64Array, columns: number, rows: number): Float64Array {
  const out = new Float64Array(places.length);
  const pick = (at: number, other: number): number => (Number.isNaN(places[3 * other + 2]!) ? at : other);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const left = pick(at, column > 0 ? at - 1 : at);
      const right = pick(at, column + 1 < columns ? at + 1 : at);
      const above = pick(at, row > 0 ? at - columns : at);
      const below = pick(at, row + 1 < rows ? at + columns : at);
      const ax = places[3 * right]! - places[3 * left]!;
      const ay = places[3 * right + 1]! - places[3 * left + 1]!;
      const az = places[3 * right + 2]! - places[3 * left + 2]!;
      const bx = places[3 * below]! - places[3 * above]!;
      const by = places[3 * below + 1]! - places[3 * above + 1]!;
      const bz = places[3 * below + 2]! - places[3 * above + 2]!;
      const x = by * az - bz * ay;
      const y = bz * ax - bx * az;
      const z = bx * ay - by * ax;
      const length = (z > 0 ? -1 : 1) * (Math.sqrt(x * x + y * y + z * z) || 1);
      out[3 * at] = x / length;
      out[3 * at + 1] = y / length;
      out[3 * at + 2] = z / length;
    }
  }
  return out;
}

/**
 * Paints a placed surface over `frame`, nearest triangle first, in true perspective.
 *
 * @param shades float32 [n, 3]: light on each vertex
 * @param glow light that the surface emits, times its texture
 */
export function renderLit(
  surface: Surface,
  { projected }: Placed,
  texture: LightImage,
  uv: Float64Array,
  shades: Float32Array,
  frame: LightImage,
  depths: Float32Array,
): void {
  depths.fill(Number.POSITIVE_INFINITY);
  const { columns, rows } = surface;
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const at = row * columns + column;
      fill(projected, uv, shades, at, at + 1, at + columns, texture, frame, depths);
      fill(projected, uv, shades, at + 1, at + columns + 1, at + columns, texture, frame, depths);
    }
  }
}

function fill(
  p: Float64Array,
  uv: Float64Array,
  s: Float32Array,
  a: number,
  b: number,
  c: number,
  { data: texels, width: tw, height: th }: LightImage,
  { data: out, width, height }: LightImage,
  depths: Float32Array,
): void {
  const ax = p[3 * a]!,
    ay = p[3 * a + 1]!,
    bx = p[3 * b]!,
    by = p[3 * b + 1]!,
    cx = p[3 * c]!,
    cy = p[3 * c + 1]!;
  const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
  if (!(area > 1e-9)) return;
  const za = 1 / p[3 * a + 2]!,
    zb = 1 / p[3 * b + 2]!,
    zc = 1 / p[3 * c + 2]!;
  const top = Math.max(0, Math.ceil(Math.min(ay, by, cy)));
  const bottom = Math.min(height - 1, Math.floor(Math.max(ay, by, cy)));
  const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx)));
  const right = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx)));
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const wb = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area;
      const wc = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / area;
      const wa = 1 - wb - wc;
      if (wa < 0 || wb < 0 || wc < 0) continue;
      const nearness = wa * za + wb * zb + wc * zc;
      const pixel = y * width + x;
      if (1 / nearness >= depths[pixel]!) continue;
      depths[pixel] = 1 / nearness;
      const u = Math.max(
        0,
        Math.min(tw - 1.001, (wa * za * uv[2 * a]! + wb * zb * uv[2 * b]! + wc * zc * uv[2 * c]!) / nearness),
      );
      const v = Math.max(
        0,
        Math.min(
          th - 1.001,
          (wa * za * uv[2 * a + 1]! + wb * zb * uv[2 * b + 1]! + wc * zc * uv[2 * c + 1]!) / nearness,
        ),
      );
      const u0 = u | 0,
        v0 = v | 0,
        fu = u - u0,
        fv = v - v0;
      const q = 3 * (v0 * tw + u0);
      const r = q + 3 * tw;
      for (let k = 0; k < 3; k++) {
        const upper = texels[q + k]! * (1 - fu) + texels[q + 3 + k]! * fu;
        const lower = texels[r + k]! * (1 - fu) + texels[r + 3 + k]! * fu;
        const shade = wa * s[3 * a + k]! + wb * s[3 * b + k]! + wc * s[3 * c + k]!;
        out[3 * pixel + k] = (upper * (1 - fv) + lower * fv) * shade;
      }
    }
  }
}
