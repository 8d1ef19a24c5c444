import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boxMean } from '../../../../models/finger/extraction/box-mean.ts';
import { gaussianBlur } from '../../../../models/finger/extraction/gaussian.ts';
import { keepLargest } from '../../../../models/finger/extraction/regions.ts';
import { resample, workingSize } from '../../../../models/finger/extraction/resample.ts';
import { estimateRidgePeriod } from '../../../../models/finger/extraction/ridge-period.ts';
import { thin } from '../../../../models/finger/extraction/thin.ts';
import { meanOverPrint } from '../../../../models/finger/quality/print-cells.ts';
import { noise, plain, syntheticPrint } from '../synthetic-print.ts';
import { untilMask, wave } from './print-under-test.ts';

const SIDE = 240;
const ridges = (direction: number, period: number) => {
  const value = wave(direction, period);
  return plain(SIDE, SIDE, (at) => value(at, SIDE));
};

describe('the box mean', () => {
  test('equals the mean over the box', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 4 }),
        (width, height, radius) => {
          const source = Float32Array.from({ length: width * height }, (_, at) => (at * 37) % 101);
          const mean = new Float32Array(source.length);
          boxMean(source, width, height, radius, mean, new Float32Array(source.length), new Float64Array(width));
          for (let at = 0; at < source.length; at++) {
            const [x, y] = [at % width, Math.floor(at / width)];
            const inside = Array.from(source).filter((_, other) => {
              const [column, row] = [other % width, Math.floor(other / width)];
              return Math.abs(column - x) <= radius && Math.abs(row - y) <= radius;
            });
            expect(mean[at]).toBeCloseTo(inside.reduce((sum, value) => sum + value, 0) / inside.length, 3);
          }
        },
      ),
    );
  });
});

describe('the Gaussian blur', () => {
  test('keeps a flat picture flat, including edges, and may work in place', () => {
    const flat = new Float32Array(15 * 11).fill(7);
    gaussianBlur(flat, 15, 11, 2.5, flat, new Float32Array(flat.length));
    for (const value of flat) expect(value).toBeCloseTo(7, 4);
  });
});

describe('resampling a print', () => {
  test('brings any resolution to 500 ppi and keeps the mean', () => {
    for (const ppi of [250, 333, 569, 800, 1000]) {
      const image = ridges(0.4, (9 * ppi) / 500);
      const { width, height } = workingSize(image, ppi);
      expect(width).toBe(Math.round((SIDE * 500) / ppi));
      const target = new Float32Array(width * height);
      resample(image, ppi, target);
      expect(target.reduce((sum, value) => sum + value, 0) / target.length).toBeCloseTo(128, -1);
    }
  });
});

describe('the orientation of a print', () => {
  test.each([0, 0.3, 1, Math.PI / 2, 2.2, 3])('is the angle of ridges at %f rad', (direction) => {
    const { workspace } = untilMask(ridges(direction, 9));
    const cell = 30 * workspace.columns + 30;
    const difference = workspace.cells.orientation[cell]! - direction;
    expect(Math.abs(Math.sin(difference))).toBeLessThan(0.02);
    expect(workspace.cells.coherence[cell]).toBeGreaterThan(0.95);
  });
});

describe('the ridge period of a print', () => {
  // Central differences along x and y overestimate oblique waves, increasingly for shorter ones.
  test.each([
    [6, 0.13],
    [7.5, 0.06],
    [9, 0.06],
    [11, 0.06],
  ])('is the distance of ridges %f px apart, within a share of %f', (period, tolerance) => {
    const { workspace } = untilMask(ridges(0.5, period));
    estimateRidgePeriod(workspace);
    expect(Math.abs(meanOverPrint(workspace, workspace.cells.period) - period)).toBeLessThan(tolerance * period);
  });
});

describe('the mask of a print', () => {
  test('covers only the contact area', () => {
    const { workspace, printCells } = untilMask(syntheticPrint(3, { contact: 0.35 }).image);
    const share = printCells / (workspace.columns * workspace.rows);
    const ellipse = Math.PI * 0.35 * 0.35;
    expect(share).toBeGreaterThan(0.7 * ellipse);
    expect(share).toBeLessThan(1.15 * ellipse);
  });
  test('is empty on a white, a black and a noisy platen', () => {
    expect(untilMask(plain(300, 300, () => 255)).printCells).toBe(0);
    expect(untilMask(plain(300, 300, () => 0)).printCells).toBe(0);
    expect(untilMask(plain(300, 300, noise(1))).printCells).toBe(0);
  });
  test('keeps the largest piece and fills its holes', () => {
    const rows = ['..........', '.###......', '.#.#......', '.###...##.', '..........'];
    const mask = Uint8Array.from(rows.join(''), (mark) => (mark === '#' ? 1 : 0));
    const lists = [new Int32Array(50), new Int32Array(50)] as const;
    expect(keepLargest(mask, 10, 5, lists, new Uint8Array(50))).toBe(9);
    expect(mask[22]).toBe(1);
    expect(mask[37]).toBe(0);
  });
});

describe('thinning ridges', () => {
  test('gives lines one pixel wide, and neither joins nor splits pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 144, maxLength: 144 }), (marks) => {
        const side = 14;
        const picture = new Uint8Array(side * side);
        marks.forEach((mark, at) => {
          if (mark) picture[(1 + Math.floor(at / 12)) * side + 1 + (at % 12)] = 1;
        });
        const before = pieces(picture, side);
        thin(picture, side, side);
        expect(pieces(picture, side)).toBe(before);
      }),
    );
  });
});

/** Pieces connected over eight neighbours. */
function pieces(picture: Uint8Array, side: number): number {
  const left = picture.slice();
  let count = 0;
  for (let start = 0; start < left.length; start++) {
    if (left[start] === 0) continue;
    count++;
    const queue = [start];
    left[start] = 0;
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (const step of [-side - 1, -side, 1 - side, -1, 1, side - 1, side, side + 1]) {
        if (left[at + step] !== 1) continue;
        left[at + step] = 0;
        queue.push(at + step);
      }
    }
  }
  return count;
}
