import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { GABOR, GABOR_PERIODS } from '../../../../models/finger/constants.ts';
import { enhance } from '../../../../models/finger/extraction/enhance.ts';
import {
  buildGaborGraph,
  GABOR_GRAPH,
  gaborFilterOf,
  gaborKernel,
} from '../../../../models/finger/extraction/gabor-graph.ts';
import { openGabor } from '../../../../models/finger/extraction/open-gabor.ts';
import { estimateRidgePeriod } from '../../../../models/finger/extraction/ridge-period.ts';
import { syntheticPrint } from '../synthetic-print.ts';
import { untilMask } from './print-under-test.ts';

describe('filter graph', () => {
  test('has the declared digest', () => {
    expect(createHash('sha256').update(buildGaborGraph()).digest('hex')).toBe(GABOR_GRAPH.onnx.sha256);
  });
  test('equals a convolution with the filter of each cell', async () => {
    const { workspace } = untilMask(syntheticPrint(1, { noise: 20 }).image);
    estimateRidgePeriod(workspace);
    const gabor = await openGabor(1);
    await enhance(workspace, gabor);
    await gabor.close();
    const { width, columns, normalised, enhanced, mask, cells } = workspace;
    let compared = 0;
    for (const [x, y] of [
      [150, 200],
      [101, 151],
      [200, 103],
      [163, 290],
    ] as const) {
      const cell = Math.floor(y / 4) * columns + Math.floor(x / 4);
      if (mask[cell] === 0) continue;
      const filter = gaborFilterOf(cells.orientation[cell]!, cells.period[cell]!);
      const kernel = gaborKernel(
        ((filter % GABOR.orientations) * Math.PI) / GABOR.orientations,
        5 + Math.floor(filter / GABOR.orientations),
      );
      let sum = 0;
      kernel.forEach((weight, tap) => {
        sum += weight * normalised[(y - 10 + Math.floor(tap / 21)) * width + x - 10 + (tap % 21)]!;
      });
      expect(enhanced[y * width + x]).toBeCloseTo(sum, 4);
      compared++;
    }
    expect(compared).toBeGreaterThanOrEqual(3);
  });
  test('has a filter for every direction and period, and none beyond', () => {
    for (let turn = 0; turn < 200; turn++) {
      for (const period of [5, 7.4, 9.6, 13]) {
        const filter = gaborFilterOf((turn / 200) * Math.PI, period);
        expect(filter).toBeGreaterThanOrEqual(0);
        expect(filter).toBeLessThan(GABOR.orientations * GABOR_PERIODS);
      }
    }
  });
});
