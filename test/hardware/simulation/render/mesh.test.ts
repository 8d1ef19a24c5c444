import { describe, expect, it } from 'vitest';
import { BUST_WINDOW } from '../../../../hardware/simulation/render/bust-texture.ts';
import { SHEET_WINDOW } from '../../../../hardware/simulation/render/flat-sheet.ts';
import { bustMesh, type Mesh, project, sheetMesh } from '../../../../hardware/simulation/render/mesh.ts';
import { type Pose, STILL } from '../../../../hardware/simulation/render/pose.ts';

const PLACEMENT = { x: 640, y: 300, interEyeDistancePx: 100 };
const seenOf = (mesh: Mesh, pose: Pose) => {
  const seen = new Float32Array(mesh.turnShare.length * 2);
  project(mesh, pose, PLACEMENT, seen);
  return seen;
};
/** Index of the mesh's point nearest to a place. */
const at = (mesh: Mesh, x: number, y: number) => {
  let best = 0;
  let nearest = Infinity;
  for (let i = 0; i < mesh.turnShare.length; i++) {
    const distance = Math.hypot((mesh.points[3 * i] ?? 0) - x, (mesh.points[3 * i + 1] ?? 0) - y);
    if (distance < nearest) [best, nearest] = [i, distance];
  }
  return best;
};
const horizontalOf = (mesh: Mesh, pose: Pose, x: number, y: number) => seenOf(mesh, pose)[2 * at(mesh, x, y)] ?? 0;

describe('the mesh of a head', () => {
  const mesh = bustMesh(BUST_WINDOW, 0);
  const movement = (x: number, y: number, yaw: number) =>
    horizontalOf(mesh, { ...STILL, yaw }, x, y) - horizontalOf(mesh, STILL, x, y);

  it('turned to its own left moves to the right of the image, the nose most', () => {
    const [nose, eye, cheek] = [movement(0, 0.63, 15), movement(0, 0, 15), movement(1, 0.6, 15)];
    expect(nose).toBeGreaterThan(eye + 5);
    expect(eye).toBeGreaterThan(cheek);
    expect(movement(0, 0.63, -15)).toBeCloseTo(-nose, 0);
  });

  it('does not move the shoulders', () => {
    expect(Math.abs(movement(2, 4, 20))).toBeLessThan(0.5);
  });

  it('is projected to its position and size', () => {
    const eyes = horizontalOf(mesh, STILL, 0.5, 0) - horizontalOf(mesh, STILL, -0.5, 0);
    expect(eyes).toBeGreaterThan(95);
    expect(eyes).toBeLessThan(110);
  });
});

describe('the mesh of a flat picture', () => {
  const mesh = sheetMesh(SHEET_WINDOW);

  it('moves by a homography: points on a line stay on a line', () => {
    const seen = seenOf(mesh, { ...STILL, yaw: 18, pitch: 7, roll: 4 });
    for (let row = 0; row < mesh.rows; row++) {
      const point = (column: number) => {
        const i = row * mesh.columns + column;
        return [seen[2 * i] ?? 0, seen[2 * i + 1] ?? 0] as const;
      };
      const [ax, ay] = point(0);
      const [bx, by] = point(mesh.columns - 1);
      for (let column = 1; column < mesh.columns - 1; column++) {
        const [x, y] = point(column);
        const off = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / Math.hypot(bx - ax, by - ay);
        expect(Math.abs(off)).toBeLessThan(0.01);
      }
    }
  });

  it('has no parallax: the nose moves with the plane of the print', () => {
    const nose = horizontalOf(mesh, { ...STILL, yaw: 15 }, 0, 0.6);
    const above = horizontalOf(mesh, { ...STILL, yaw: 15 }, 0, -0.6);
    expect(nose).toBeCloseTo(above, 3);
  });
});

describe('a photograph with the head turned', () => {
  it('is straightened by at most nine degrees: the texture is read at the nose of the photograph', () => {
    const shiftOf = (yaw: number) => {
      const mesh = bustMesh(BUST_WINDOW, yaw);
      const nose = at(mesh, 0, 0.63);
      return (mesh.texture[2 * nose] ?? 0) / BUST_WINDOW.pxPerUnit + BUST_WINDOW.left - (mesh.points[3 * nose] ?? 0);
    };
    expect(shiftOf(0)).toBeCloseTo(0, 5);
    expect(shiftOf(-10)).toBeLessThan(-0.02);
    expect(shiftOf(-14)).toBeCloseTo(shiftOf(-19), 5);
    expect(shiftOf(10)).toBeCloseTo(-shiftOf(-10), 2);
  });
});
