import { describe, expect, it } from 'vitest';
import { frameRenderer } from '../../../../hardware/simulation/render/frame-renderer.ts';
import { type Pose, STILL } from '../../../../hardware/simulation/render/pose.ts';
import type { Scene } from '../../../../hardware/simulation/scene.ts';
import { seededRandom } from '../../../../hardware/simulation/seeded-random.ts';
import { SPECIMENS } from '../../../../hardware/simulation/specimens.ts';

const WIDTH = 640;
const HEIGHT = 360;
const alpha = SPECIMENS[0]!.id;
const SILENT = { noise: 0 } as const;

const drawing = (seed = 1) => {
  const renderer = frameRenderer(WIDTH, HEIGHT, seededRandom(seed));
  return async (scene: Scene, ...poses: Pose[]) => {
    const pixels = new Uint8ClampedArray(WIDTH * HEIGHT * 3);
    await renderer.draw({ scene, poses }, pixels);
    return pixels;
  };
};
/** Share of pixels in a rectangle, given in shares of the frame, that differ. */
const differing = (
  a: Uint8ClampedArray,
  b: Uint8ClampedArray,
  left: number,
  top: number,
  right: number,
  bottom: number,
) => {
  let count = 0;
  let all = 0;
  for (let y = Math.floor(top * HEIGHT); y < bottom * HEIGHT; y++) {
    for (let x = Math.floor(left * WIDTH); x < right * WIDTH; x++, all++) {
      const i = (y * WIDTH + x) * 3;
      if (Math.abs((a[i] ?? 0) - (b[i] ?? 0)) > 6) count++;
    }
  }
  return count / all;
};
const person: Scene = { subject: { kind: 'person', specimen: alpha }, ...SILENT };

describe('a rendered frame', () => {
  it('is the same for the same seed, scene and pose', async () => {
    expect(await drawing(4)(person, STILL)).toEqual(await drawing(4)(person, STILL));
  });

  it('shows a head that turns before a background that does not move', async () => {
    const draw = drawing();
    const straight = await draw(person, STILL);
    const turned = await draw(person, { ...STILL, yaw: 18 });
    expect(differing(straight, turned, 0, 0, 0.2, 1)).toBe(0);
    expect(differing(straight, turned, 0.8, 0, 1, 1)).toBe(0);
    expect(differing(straight, turned, 0.42, 0.2, 0.58, 0.6)).toBeGreaterThan(0.3);
  });

  it('shows no person, one person, and two side by side', async () => {
    const draw = drawing();
    const empty = await draw({ subject: { kind: 'nobody' }, ...SILENT });
    const one = await draw(person, STILL);
    const two = await draw(
      { subject: { kind: 'two-people', specimens: [alpha, SPECIMENS[3]!.id] }, ...SILENT },
      STILL,
      STILL,
    );
    expect(differing(empty, one, 0.42, 0.2, 0.58, 0.6)).toBeGreaterThan(0.8);
    expect(differing(empty, one, 0.05, 0.1, 0.25, 0.5)).toBe(0);
    expect(differing(empty, two, 0.25, 0.3, 0.37, 0.6)).toBeGreaterThan(0.8);
    expect(differing(empty, two, 0.63, 0.3, 0.75, 0.6)).toBeGreaterThan(0.8);
    expect(differing(empty, two, 0.48, 0.05, 0.52, 0.3)).toBeLessThan(0.2);
  });

  it('shows a sheet with a white border', async () => {
    const draw = drawing();
    const sheet = await draw({ subject: { kind: 'flat-picture', specimen: alpha }, ...SILENT }, STILL);
    const placed = (x: number, y: number) => [...sheet.subarray((y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3)];
    const size = 0.142 * HEIGHT;
    const [right, top] = [Math.round(WIDTH / 2 + 2.61 * size), Math.round(0.4 * HEIGHT)];
    for (const sample of placed(right, top)) expect(sample).toBeGreaterThan(215);
  });

  it('has the requested noise, on the person and in the background', async () => {
    const draw = drawing();
    const noisy: Scene = { ...person, noise: 0.02 };
    const clean = await draw(person, STILL);
    const seen = await draw(noisy, STILL);
    for (const [left, top] of [
      [0.02, 0.6],
      [0.47, 0.45],
    ] as const) {
      let sum = 0;
      let count = 0;
      for (let y = Math.floor(top * HEIGHT); y < top * HEIGHT + 20; y++) {
        for (let x = Math.floor(left * WIDTH); x < left * WIDTH + 20; x++, count++) {
          const i = (y * WIDTH + x) * 3 + 1;
          sum += ((seen[i] ?? 0) - (clean[i] ?? 0)) ** 2;
        }
      }
      expect(Math.sqrt(sum / count)).toBeGreaterThan(3.5);
      expect(Math.sqrt(sum / count)).toBeLessThan(7);
    }
  });

  it('is softer when out of focus', async () => {
    const draw = drawing();
    const edges = (pixels: Uint8ClampedArray) => {
      let sum = 0;
      for (let i = 3; i < pixels.length; i += 3) sum += ((pixels[i] ?? 0) - (pixels[i - 3] ?? 0)) ** 2;
      return sum;
    };
    expect(edges(await draw({ ...person, blurPx: 4 }, STILL))).toBeLessThan(0.7 * edges(await draw(person, STILL)));
  });
});
