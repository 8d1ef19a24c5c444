/** Draws a textured mesh into an RGB frame, triangle by triangle, with bilinear sampling and the sensor's noise. */
import type { Mesh } from './mesh.ts';
import type { Raster } from './raster.ts';
import type { SensorNoise } from './sensor-noise.ts';

export interface RgbFrame {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8ClampedArray;
}

/** A mesh with its current projection and light. */
export interface DrawnMesh {
  readonly mesh: Mesh;
  readonly texture: Raster;
  /** Result of `visibleCells`. */
  readonly cells: Uint8Array;
  /** Frame positions of the mesh's points, as `project` writes them. */
  readonly seen: Float32Array;
  /** Float32 [points, 3]: factors for red, green and blue; 1 keeps the texture's brightness. */
  readonly gains: Float32Array;
}

/** For each cell of the mesh, whether its texture is visible. */
export function visibleCells(mesh: Mesh, texture: Raster): Uint8Array {
  const cells = new Uint8Array((mesh.columns - 1) * (mesh.rows - 1));
  for (let row = 0; row < mesh.rows - 1; row++) {
    for (let column = 0; column < mesh.columns - 1; column++) {
      const corner = row * mesh.columns + column;
      const corners = [corner, corner + 1, corner + mesh.columns, corner + mesh.columns + 1];
      const xs = corners.map((i) => mesh.texture[2 * i] ?? 0);
      const ys = corners.map((i) => mesh.texture[2 * i + 1] ?? 0);
      cells[row * (mesh.columns - 1) + column] = anythingIn(texture, xs, ys) ? 1 : 0;
    }
  }
  return cells;
}

function anythingIn(texture: Raster, xs: readonly number[], ys: readonly number[]): boolean {
  const right = Math.min(texture.width - 1, Math.ceil(Math.max(...xs)));
  const bottom = Math.min(texture.height - 1, Math.ceil(Math.max(...ys)));
  for (let y = Math.max(0, Math.floor(Math.min(...ys))); y <= bottom; y++) {
    for (let x = Math.max(0, Math.floor(Math.min(...xs))); x <= right; x++) {
      if ((texture.rgba[(y * texture.width + x) * 4 + 3] ?? 0) > 0) return true;
    }
  }
  return false;
}

/** @param farSideFirst which columns to draw first, so that nearer parts cover farther ones */
export function drawMesh(
  frame: RgbFrame,
  drawn: DrawnMesh,
  noise: SensorNoise,
  noiseStart: number,
  farSideFirst: 'left' | 'right',
): void {
  const { mesh, cells } = drawn;
  const cellColumns = mesh.columns - 1;
  for (let row = 0; row < mesh.rows - 1; row++) {
    for (let step = 0; step < cellColumns; step++) {
      const column = farSideFirst === 'left' ? step : cellColumns - 1 - step;
      if (cells[row * cellColumns + column] === 0) continue;
      const a = row * mesh.columns + column;
      const c = a + mesh.columns;
      drawTriangle(frame, drawn, a, a + 1, c, noise, noiseStart);
      drawTriangle(frame, drawn, a + 1, c + 1, c, noise, noiseStart);
    }
  }
}

function drawTriangle(
  frame: RgbFrame,
  { mesh, texture, seen, gains }: DrawnMesh,
  a: number,
  b: number,
  c: number,
  noise: SensorNoise,
  noiseStart: number,
): void {
  const uv = mesh.texture;
  const ax = seen[2 * a]!,
    ay = seen[2 * a + 1]!;
  const bx = seen[2 * b]!,
    by = seen[2 * b + 1]!;
  const cx = seen[2 * c]!,
    cy = seen[2 * c + 1]!;
  const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
  if (area < 1e-6) return;
  const au = uv[2 * a]!,
    av = uv[2 * a + 1]!;
  const bu = uv[2 * b]!,
    bv = uv[2 * b + 1]!;
  const cu = uv[2 * c]!,
    cv = uv[2 * c + 1]!;
  const ux = ((bu - au) * (cy - ay) - (cu - au) * (by - ay)) / area;
  const uy = ((cu - au) * (bx - ax) - (bu - au) * (cx - ax)) / area;
  const vx = ((bv - av) * (cy - ay) - (cv - av) * (by - ay)) / area;
  const vy = ((cv - av) * (bx - ax) - (bv - av) * (cx - ax)) / area;

  // Light changes slowly over a face, so one gain per triangle gives no visible steps.
  const red = (gains[3 * a]! + gains[3 * b]! + gains[3 * c]!) / 3;
  const green = (gains[3 * a + 1]! + gains[3 * b + 1]! + gains[3 * c + 1]!) / 3;
  const blue = (gains[3 * a + 2]! + gains[3 * b + 2]! + gains[3 * c + 2]!) / 3;

  const { width, height, rgb } = frame;
  const { width: textureWidth, height: textureHeight, rgba } = texture;
  const top = Math.max(0, Math.ceil(Math.min(ay, by, cy)));
  const bottom = Math.min(height, Math.ceil(Math.max(ay, by, cy)));
  for (let y = top; y < bottom; y++) {
    // Half-open spans: a pixel on a shared edge belongs to one triangle only.
    let from = Infinity;
    let to = -Infinity;
    if (ay <= y !== by <= y) {
      const x = ax + ((y - ay) / (by - ay)) * (bx - ax);
      from = Math.min(from, x);
      to = Math.max(to, x);
    }
    if (by <= y !== cy <= y) {
      const x = bx + ((y - by) / (cy - by)) * (cx - bx);
      from = Math.min(from, x);
      to = Math.max(to, x);
    }
    if (cy <= y !== ay <= y) {
      const x = cx + ((y - cy) / (ay - cy)) * (ax - cx);
      from = Math.min(from, x);
      to = Math.max(to, x);
    }
    if (from > to) continue;
    const left = Math.max(0, Math.ceil(from));
    const right = Math.min(width, Math.ceil(to));
    let u = au + (left - ax) * ux + (y - ay) * uy;
    let v = av + (left - ax) * vx + (y - ay) * vy;
    let out = (y * width + left) * 3;
    let n = (noiseStart + out) & noise.mask;
    for (let x = left; x < right; x++, u += ux, v += vx, out += 3, n = (n + 3) & noise.mask) {
      const u0 = Math.floor(u);
      const v0 = Math.floor(v);
      if (u0 < 0 || v0 < 0 || u0 >= textureWidth - 1 || v0 >= textureHeight - 1) continue;
      const p = (v0 * textureWidth + u0) * 4;
      const q = p + textureWidth * 4;
      const fu = u - u0;
      const fv = v - v0;
      const w00 = (1 - fu) * (1 - fv),
        w10 = fu * (1 - fv),
        w01 = (1 - fu) * fv,
        w11 = fu * fv;
      const alpha = rgba[p + 3]! * w00 + rgba[p + 7]! * w10 + rgba[q + 3]! * w01 + rgba[q + 7]! * w11;
      if (alpha < 1) continue;
      const kept = 1 - alpha / 255;
      const share = alpha / 255;
      rgb[out] =
        (rgba[p]! * w00 + rgba[p + 4]! * w10 + rgba[q]! * w01 + rgba[q + 4]! * w11) * red +
        rgb[out]! * kept +
        noise.table[n]! * share;
      rgb[out + 1] =
        (rgba[p + 1]! * w00 + rgba[p + 5]! * w10 + rgba[q + 1]! * w01 + rgba[q + 5]! * w11) * green +
        rgb[out + 1]! * kept +
        noise.table[(n + 1) & noise.mask]! * share;
      rgb[out + 2] =
        (rgba[p + 2]! * w00 + rgba[p + 6]! * w10 + rgba[q + 2]! * w01 + rgba[q + 6]! * w11) * blue +
        rgb[out + 2]! * kept +
        noise.table[(n + 2) & noise.mask]! * share;
    }
  }
}
