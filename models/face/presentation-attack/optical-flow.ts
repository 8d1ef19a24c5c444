import {
  EIGENVALUE_MIN,
  FLOW_STEP_DONE_PX,
  FLOW_STEPS_MAX,
  FORWARD_BACKWARD_MAX_PX,
  WINDOW_DIFFERENCE_MAX,
  WINDOW_RADIUS,
} from './constants.ts';
import type { Pyramid, PyramidLevel } from './pyramid.ts';

const SIDE = 2 * WINDOW_RADIUS + 1;
const RIM = SIDE + 2;
/** Scratch buffers of one window: the template with a rim of one pixel for its gradients, and the gradients. */
const template = new Float32Array(RIM * RIM);
const gradientX = new Float32Array(SIDE * SIDE);
const gradientY = new Float32Array(SIDE * SIDE);
/** End position of the last step, px of level 0. */
const end = { x: 0, y: 0 };

/**
 * Tracks points from one image to the next: pyramidal Lucas-Kanade (Bouguet, "Pyramidal implementation of the affine
 * Lucas Kanade feature tracker", 2000) in its inverse form (Baker and Matthews, IJCV 56(3), 2004), for translation.
 *
 * A point is lost when its window leaves the image, has no corner, has changed, or does not lead back to its start
 * (Kalal et al., "Forward-backward error", ICPR 2010).
 *
 * @param points float32 [n, 2], px of level 0; overwritten with the new positions
 * @param alive uint8 [n]; the entry of a lost point becomes 0; points whose entry is 0 are skipped
 */
export function follow(from: Pyramid, to: Pyramid, points: Float32Array, alive: Uint8Array): void {
  for (let point = 0; point < alive.length; point++) {
    if (alive[point] === 0) continue;
    const x = points[2 * point]!;
    const y = points[2 * point + 1]!;
    alive[point] = 0;
    if (!track(from, to, x, y, x, y)) continue;
    const newX = end.x;
    const newY = end.y;
    // Backward tracking starts at the original position, where a correctly tracked texture converges at once.
    if (!track(to, from, newX, newY, x, y)) continue;
    if (Math.hypot(end.x - x, end.y - y) > FORWARD_BACKWARD_MAX_PX) continue;
    points[2 * point] = newX;
    points[2 * point + 1] = newY;
    alive[point] = 1;
  }
}

/** Overwrites the windows of the last point. */
export function wipeFlowScratch(): void {
  template.fill(0);
  gradientX.fill(0);
  gradientY.fill(0);
}

function track(from: Pyramid, to: Pyramid, x: number, y: number, guessX: number, guessY: number): boolean {
  let shiftX = guessX - x;
  let shiftY = guessY - y;
  for (let level = from.length - 1; level >= 0; level--) {
    const scale = 1 / 2 ** level;
    // A pixel of a level is the mean of 2 x 2 pixels below it, so its centre is shifted by half a pixel.
    const centre = (scale - 1) / 2;
    const source = from[level]!;
    const target = to[level]!;
    const px = x * scale + centre;
    const py = y * scale + centre;
    const moved = trackLevel(source, target, px, py, px + shiftX * scale, py + shiftY * scale, level === 0);
    if (!moved) {
      if (level === 0) return false;
      continue;
    }
    shiftX = (end.x - px) / scale;
    shiftY = (end.y - py) / scale;
  }
  end.x = x + shiftX;
  end.y = y + shiftY;
  return true;
}

/** Refines the position in one level and writes it to `end`. Returns false when the window is unusable. */
function trackLevel(
  from: PyramidLevel,
  to: PyramidLevel,
  px: number,
  py: number,
  startX: number,
  startY: number,
  finest: boolean,
): boolean {
  if (!sampleTemplate(from, px - WINDOW_RADIUS - 1, py - WINDOW_RADIUS - 1)) return false;
  let [xx, xy, yy] = [0, 0, 0];
  for (let row = 0, at = 0; row < SIDE; row++) {
    for (let column = 0, centre = (row + 1) * RIM + 1; column < SIDE; column++, centre++, at++) {
      const gx = (template[centre + 1]! - template[centre - 1]!) / 2;
      const gy = (template[centre + RIM]! - template[centre - RIM]!) / 2;
      gradientX[at] = gx;
      gradientY[at] = gy;
      xx += gx * gx;
      xy += gx * gy;
      yy += gy * gy;
    }
  }
  const pixels = SIDE * SIDE;
  const least = (xx + yy - Math.sqrt((xx - yy) ** 2 + 4 * xy * xy)) / (2 * pixels);
  if (!(least >= EIGENVALUE_MIN)) return false;
  const determinant = xx * yy - xy * xy;
  let x = startX;
  let y = startY;
  let difference = 0;
  const last = to.side - 1 - SIDE;
  for (let step = 0; step < FLOW_STEPS_MAX; step++) {
    const originX = x - WINDOW_RADIUS;
    const originY = y - WINDOW_RADIUS;
    if (!(originX >= 0 && originY >= 0 && originX < last && originY < last)) return false;
    const left = originX | 0;
    const top = originY | 0;
    const u = originX - left;
    const v = originY - top;
    const w11 = u * v;
    const w10 = u - w11;
    const w01 = v - w11;
    const w00 = 1 - u - w01;
    let [bx, by] = [0, 0];
    difference = 0;
    for (let row = 0, at = 0; row < SIDE; row++) {
      let p = (top + row) * to.side + left;
      let q = p + to.side;
      for (let column = 0, centre = (row + 1) * RIM + 1; column < SIDE; column++, centre++, at++, p++, q++) {
        const value = to.data[p]! * w00 + to.data[p + 1]! * w10 + to.data[q]! * w01 + to.data[q + 1]! * w11;
        const error = value - template[centre]!;
        bx += error * gradientX[at]!;
        by += error * gradientY[at]!;
        difference += error < 0 ? -error : error;
      }
    }
    const stepX = (yy * bx - xy * by) / determinant;
    const stepY = (xx * by - xy * bx) / determinant;
    x -= stepX;
    y -= stepY;
    if (stepX * stepX + stepY * stepY < FLOW_STEP_DONE_PX * FLOW_STEP_DONE_PX) break;
  }
  if (finest && difference / pixels > WINDOW_DIFFERENCE_MAX) return false;
  end.x = x;
  end.y = y;
  return true;
}

function sampleTemplate({ data, side }: PyramidLevel, originX: number, originY: number): boolean {
  const last = side - 1 - RIM;
  if (!(originX >= 0 && originY >= 0 && originX < last && originY < last)) return false;
  const left = originX | 0;
  const top = originY | 0;
  const u = originX - left;
  const v = originY - top;
  for (let row = 0, at = 0; row < RIM; row++) {
    let p = (top + row) * side + left;
    let q = p + side;
    for (let column = 0; column < RIM; column++, at++, p++, q++) {
      const above = data[p]! * (1 - u) + data[p + 1]! * u;
      const below = data[q]! * (1 - u) + data[q + 1]! * u;
      template[at] = above * (1 - v) + below * v;
    }
  }
  return true;
}
