import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enhance } from '../../../../models/finger/extraction/enhance.ts';
import { findMinutiae } from '../../../../models/finger/extraction/find-minutiae.ts';
import { openGabor } from '../../../../models/finger/extraction/open-gabor.ts';
import { estimateRidgePeriod } from '../../../../models/finger/extraction/ridge-period.ts';
import { type Touch, syntheticPrint } from '../synthetic-print.ts';
import { untilMask } from './print-under-test.ts';

let gabor: Awaited<ReturnType<typeof openGabor>>;
beforeAll(async () => {
  gabor = await openGabor(1);
});
afterAll(() => gabor.close());

async function found(finger: number, touch: Touch) {
  const { image, minutiae: known } = syntheticPrint(finger, touch);
  const { workspace } = untilMask(image);
  estimateRidgePeriod(workspace);
  await enhance(workspace, gabor);
  const minutiae = findMinutiae(workspace);
  const near = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y) < 12;
  return {
    recall: known.filter((one) => minutiae.some((other) => near(one, other))).length / known.length,
    false: minutiae.filter(
      (one) =>
        !known.some((other) => near(one, other)) &&
        Math.hypot((one.x / 320 - 0.5) / 0.47, (one.y / 400 - 0.5) / 0.47) < 0.75,
    ).length,
    minutiae,
  };
}

describe('minutiae', () => {
  test('of a synthetic print are found, with few false ones', async () => {
    const results = await Promise.all([found(1, {}), found(2, { turn: 0.3 }), found(3, { noise: 25 })]);
    for (const result of results) {
      expect(result.recall).toBeGreaterThan(0.8);
      expect(result.false).toBeLessThanOrEqual(4);
    }
  });
  test('include endings and bifurcations, with a direction and a quality', async () => {
    const { minutiae } = await found(4, {});
    expect(new Set(minutiae.map(({ kind }) => kind))).toEqual(new Set(['ending', 'bifurcation']));
    for (const { direction, quality } of minutiae) {
      expect(Math.abs(direction)).toBeLessThanOrEqual(Math.PI);
      expect(quality).toBeGreaterThan(0.5);
    }
  });
});
