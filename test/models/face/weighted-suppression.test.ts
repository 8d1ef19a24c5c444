import { describe, expect, it } from 'vitest';
import type { DetectedFace } from '../../../models/face/detected-face.ts';
import { suppress } from '../../../models/face/weighted-suppression.ts';

function face(left: number, top: number, score: number, width = 100): DetectedFace {
  return { score, box: { left, top, width, height: width }, keypoints: new Float32Array(12).fill(left) };
}

describe('suppress', () => {
  it('merges overlapping candidates into their mean, weighted by score', () => {
    const [merged, ...rest] = suppress([face(10, 0, 0.6), face(0, 0, 0.9)], 0.3, 16);
    expect(rest).toEqual([]);
    expect(merged?.score).toBe(0.9);
    expect(merged?.box.left).toBeCloseTo((0.9 * 0 + 0.6 * 10) / 1.5, 6);
    expect(merged?.keypoints[3]).toBeCloseTo(4, 5);
  });

  it('does not merge two people side by side', () => {
    const faces = suppress([face(0, 0, 0.8), face(4, 0, 0.7), face(90, 0, 0.9), face(95, 5, 0.6)], 0.3, 16);
    expect(faces.map(({ score }) => score)).toEqual([0.9, 0.8]);
  });

  it('returns at most the maximum, and nothing without candidates', () => {
    const row = Array.from({ length: 9 }, (_, at) => face(200 * at, 0, 0.5 + at / 100));
    expect(suppress(row, 0.3, 4)).toHaveLength(4);
    expect(suppress([], 0.3, 4)).toEqual([]);
  });

  it('accepts a box of size 0', () => {
    expect(suppress([face(0, 0, 0.9, 0), face(0, 0, 0.8, 0)], 0.3, 16)).toHaveLength(2);
  });
});
