import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../hardware/simulation/seeded-random.ts';
import type { Image } from '../../../hardware/device/image.ts';
import { DAMAGES, damaged } from './damage.ts';
import { damageRates } from './damage-rates.ts';
import { skinDistortion, undistorted } from './damage/distorted.ts';
import type { ScoredPair } from './comparisons.ts';

const SIDE = 200;
const PPI = 500;
/** Straight ridges of 9 px in a disc on a light background. */
const print: Image = {
  width: SIDE,
  height: SIDE,
  channelOrder: 'grey',
  ownership: 'owned',
  data: Uint8Array.from({ length: SIDE * SIDE }, (_, at) => {
    const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
    return Math.hypot(x - 100, y - 100) > 80 ? 230 : Math.round(130 + 90 * Math.sin((2 * Math.PI * x) / 9));
  }),
};

describe('a damaged print', () => {
  test.each(DAMAGES)('%s: depends only on the seed, and does not change the original', (damage) => {
    const before = print.data.slice();
    const once = damaged(print, PPI, damage, 0.7, 5);
    expect(damaged(print, PPI, damage, 0.7, 5).data).toEqual(once.data);
    expect(damaged(print, PPI, damage, 0.7, 6).data).not.toEqual(once.data);
    expect(print.data).toEqual(before);
  });

  test.each(DAMAGES)('%s: is unchanged at severity 0, and changes more with severity', (damage) => {
    const changeAt = (severity: number): number => {
      const { data } = damaged(print, PPI, damage, severity, 5);
      return data.reduce((sum, value, at) => sum + Math.abs(value - print.data[at]!), 0) / data.length;
    };
    expect(changeAt(0)).toBe(0);
    expect(changeAt(0.3)).toBeGreaterThan(1);
    expect(changeAt(0.8)).toBeGreaterThan(changeAt(0.3));
  });

  test('dry: becomes lighter and nowhere darker, and the bare platen does not change', () => {
    const { data } = damaged(print, PPI, 'dry', 0.8, 5);
    expect(data.every((value, at) => value >= print.data[at]!)).toBe(true);
    expect([...data.subarray(0, 40)]).toEqual([...print.data.subarray(0, 40)]);
  });

  test('wet: becomes darker, and the bare platen does not change', () => {
    const { data } = damaged(print, PPI, 'wet', 0.8, 5);
    const mean = (pixels: Uint8Array): number => pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
    expect(mean(data)).toBeLessThan(mean(print.data) - 10);
    expect([...data.subarray(0, 40)]).toEqual([...print.data.subarray(0, 40)]);
  });

  test('distorted: does not move in the middle and moves rigidly outside', () => {
    const distortion = skinDistortion({ x: 100, y: 100 }, PPI, 1, seededRandom(3));
    const { middle, axes, transition } = distortion;
    expect(undistorted(distortion, middle)).toEqual(middle);
    const inside = { x: middle.x + 0.9 * axes.x, y: middle.y };
    expect(undistorted(distortion, inside)).toEqual(inside);
    const far = (turn: number) => ({
      x: middle.x + 2 * (1 + transition) * axes.x * Math.cos(turn),
      y: middle.y + 2 * (1 + transition) * axes.y * Math.sin(turn),
    });
    const moved = [0, 2, 4].map((turn) => undistorted(distortion, far(turn)));
    const distance = (a: { x: number; y: number }, b: { x: number; y: number }): number =>
      Math.hypot(a.x - b.x, a.y - b.y);
    expect(distance(moved[0]!, moved[1]!)).toBeCloseTo(distance(far(0), far(2)), 6);
    expect(distance(moved[1]!, moved[2]!)).toBeCloseTo(distance(far(2), far(4)), 6);
    expect(distance(moved[0]!, far(0))).toBeGreaterThan(10);
  });

  test('distorted: the skin does not fold at full severity', () => {
    for (let seed = 0; seed < 30; seed++) {
      const distortion = skinDistortion({ x: 100, y: 100 }, PPI, 1, seededRandom(seed));
      for (let x = 0; x < SIDE; x += 10) {
        for (let y = 0; y < SIDE; y += 10) {
          const here = undistorted(distortion, { x, y });
          const right = undistorted(distortion, { x: x + 0.5, y });
          const below = undistorted(distortion, { x, y: y + 0.5 });
          const area = (right.x - here.x) * (below.y - here.y) - (right.y - here.y) * (below.x - here.x);
          expect(area).toBeGreaterThan(0);
        }
      }
    }
  });
});

describe('rates with damage', () => {
  const image = (finger: number) => ({
    database: 'A',
    name: `${finger}_1`,
    finger: String(finger),
    impression: 1,
    file: '',
    resolutionPpi: PPI,
  });
  const pair = (one: number, other: number, score: number): ScoredPair => ({
    one: image(one),
    other: image(other),
    genuine: one === other,
    inProtocol: true,
    score,
  });
  const impostors = [1, 2, 3, 4].map((score, at) => pair(at, at + 1, score));

  test('count misses and false matches of altered prints at the threshold of the unaltered ones', () => {
    const altered = [pair(1, 1, 3.5), pair(2, 2, 5), pair(1, 2, 4.5), pair(2, 3, 0), pair(3, 4, 4), pair(1, 3, 2)];
    const rates = damageRates(impostors, altered, 0, seededRandom(1));
    expect(rates.missed.value).toBe(0.5);
    expect(rates.falselyMatched.value).toBe(0.25);
    expect([rates.genuine, rates.impostor]).toEqual([2, 4]);
  });

  test('let at most the stated share of unaltered impostors exceed the threshold', () => {
    const altered = [pair(1, 1, 3.5)];
    expect(damageRates(impostors, altered, 0.25, seededRandom(1)).missed.value).toBe(0);
    expect(damageRates(impostors, altered, 0.24, seededRandom(1)).missed.value).toBe(1);
  });
});
