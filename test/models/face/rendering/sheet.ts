import type { FacePlace, Surface } from './surface.ts';

/**
 * A print on a sheet bent about its upright axis without stretching: `bend` is 1 / radius, per inter-eye distance;
 * positive bends the sides away from the camera. A strong bend is a print wrapped around a head.
 *
 * @param tiltDegrees angle between the axis and the vertical of the face, seen from the camera
 */
export function sheetSurface(place: FacePlace, bend: number, half = 2.1, tiltDegrees = 0): Surface {
  const columns = 33;
  const rows = 29;
  const vertices = new Float64Array(columns * rows * 3);
  const texture = new Float64Array(columns * rows * 2);
  const [cos, sin] = [Math.cos((tiltDegrees * Math.PI) / 180), Math.sin((tiltDegrees * Math.PI) / 180)];
  const { eyesX, eyesY, interEyePx, alongX, alongY } = place;
  for (let at = 0; at < columns * rows; at++) {
    const along = -half + (2 * half * (at % columns)) / (columns - 1);
    const y = -2.1 + (4.9 * Math.floor(at / columns)) / (rows - 1);
    const straight = Math.abs(bend) < 1e-6;
    const across = along * cos + y * sin;
    const down = y * cos - along * sin;
    const bent = straight ? across : Math.sin(across * bend) / bend;
    const z = straight ? 0 : (1 - Math.cos(across * bend)) / bend;
    vertices.set([bent * cos - down * sin, down * cos + bent * sin, z], 3 * at);
    texture.set(
      [eyesX + interEyePx * (alongX * along - alongY * y), eyesY + interEyePx * (alongY * along + alongX * y)],
      2 * at,
    );
  }
  return { columns, rows, vertices, texture };
}
