/** The screen's light on the points of a mesh. */
import { backgroundGain, gainOf, panelLight, type ScreenLight } from '../screen-light.ts';
import type { RgbFrame } from './draw-mesh.ts';
import type { Mesh } from './mesh.ts';
import { type Pose, turn } from './pose.ts';

/** Red, green and blue gain of each point, into `gains`, float32 [points, 3]. */
export function lightMesh(mesh: Mesh, pose: Pose, light: ScreenLight, gains: Float32Array): void {
  const { columns, rows, points, turnShare } = mesh;
  for (let at = 0; at < turnShare.length; at++) {
    const column = at % columns;
    const row = Math.floor(at / columns);
    const slope = (from: number, to: number, axis: 0 | 1): number =>
      (points[3 * to + 2]! - points[3 * from + 2]!) / (points[3 * to + axis]! - points[3 * from + axis]! || 1);
    const slopeX = slope(column > 0 ? at - 1 : at, column + 1 < columns ? at + 1 : at, 0);
    const slopeY = slope(row > 0 ? at - columns : at, row + 1 < rows ? at + columns : at, 1);
    const length = Math.hypot(slopeX, slopeY, 1);
    const share = turnShare[at]!;
    const normal = turn([-slopeX / length, -slopeY / length, 1 / length], pose.yaw * share, pose.pitch * share);
    const reach = panelLight(
      [points[3 * at]! + pose.shiftX, points[3 * at + 1]! + pose.shiftY, points[3 * at + 2]!],
      normal,
    );
    for (const channel of [0, 1, 2] as const) gains[3 * at + channel] = gainOf(reach, light, channel);
  }
}

/** Dither, because rounding would remove the small amount of light that reaches the background. */
const DITHER = [0.125, 0.625, 0.375, 0.875] as const;

/** Applies the screen's light to the background of a frame. */
export function lightBackground({ rgb }: RgbFrame, light: ScreenLight): void {
  const tables = DITHER.map((offset) =>
    ([0, 1, 2] as const).map((channel) => {
      const gain = backgroundGain(light, channel);
      return Uint8ClampedArray.from({ length: 256 }, (_, value) => Math.floor(value * gain + offset));
    }),
  );
  for (let at = 0, pixel = 0; at < rgb.length; at += 3, pixel++) {
    const table = tables[(pixel + (pixel >> 9)) & 3]!;
    rgb[at] = table[0]![rgb[at]!]!;
    rgb[at + 1] = table[1]![rgb[at + 1]!]!;
    rgb[at + 2] = table[2]![rgb[at + 2]!]!;
  }
}
