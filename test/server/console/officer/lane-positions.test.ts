import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIRECTIONS, layoutOf, neighbourOf } from '../../../../server/console/officer/lanes/lane-positions.ts';

const laneOf = (number: number) => ({ kioskId: `lane-${number}`, lane: String(number) });
const position = fc.record({
  x: fc.double({ min: 0, max: 500, noNaN: true }),
  y: fc.double({ min: 0, max: 500, noNaN: true }),
});

describe('the plan of a site', () => {
  it('is a row in the order of the lanes without positions', () => {
    const { lanes, height } = layoutOf([laneOf(10), laneOf(2), laneOf(1)], new Map());
    expect(lanes.map(({ kioskId }) => kioskId)).toEqual(['lane-1', 'lane-2', 'lane-10']);
    expect([new Set(lanes.map(({ y }) => y)).size, height]).toEqual([1, 1]);
  });

  it('shows every lane once, inside the drawing, and none over another', () => {
    fc.assert(
      fc.property(fc.array(fc.option(position, { nil: undefined }), { maxLength: 40 }), (places) => {
        const all = places.map((_, index) => laneOf(index + 1));
        const positions = new Map(
          places.flatMap((at, index) => (at === undefined ? [] : [[`lane-${index + 1}`, at] as const])),
        );
        const { lanes, width, height } = layoutOf(all, positions);
        expect(lanes.map(({ kioskId }) => kioskId).toSorted()).toEqual(all.map(({ kioskId }) => kioskId).toSorted());
        for (const [index, one] of lanes.entries()) {
          expect(one.x).toBeGreaterThanOrEqual(0);
          expect(one.y).toBeGreaterThanOrEqual(0);
          expect(one.x + 1).toBeLessThanOrEqual(width + 1e-6);
          expect(one.y + 1).toBeLessThanOrEqual(height + 1e-6);
          for (const other of lanes.slice(index + 1)) {
            expect(Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y))).toBeGreaterThanOrEqual(1);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('goes by arrow keys to the nearest lane in their direction, or stays', () => {
    const positions = new Map([
      ['lane-1', { x: 0, y: 0 }],
      ['lane-2', { x: 3, y: 0 }],
      ['lane-3', { x: 6, y: 1 }],
      ['lane-4', { x: 0, y: 3 }],
    ]);
    const { lanes } = layoutOf([1, 2, 3, 4].map(laneOf), positions);
    expect(DIRECTIONS.map((direction) => neighbourOf(lanes, 'lane-1', direction))).toEqual([
      undefined,
      'lane-2',
      undefined,
      'lane-4',
    ]);
    expect(neighbourOf(lanes, 'lane-3', 'left')).toBe('lane-2');
    expect(neighbourOf(lanes, 'lane-9', 'left')).toBeUndefined();
  });
});
