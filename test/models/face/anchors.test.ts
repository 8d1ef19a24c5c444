import { describe, expect, it } from 'vitest';
import { anchorCentres } from '../../../models/face/anchors.ts';

// Computed by hand from MediaPipe's SsdAnchorsCalculator: 256 px, strides 16 and 32 (three layers merged), 2 and 6
// anchors.
describe('anchorCentres', () => {
  const centres = anchorCentres();
  const at = (anchor: number): number[] => [centres[2 * anchor] ?? 0, centres[2 * anchor + 1] ?? 0];

  it('are 16 x 16 cells of two anchors and 8 x 8 cells of six', () => {
    expect(centres.length / 2).toBe(16 * 16 * 2 + 8 * 8 * 6);
  });

  it('are in row order, and the anchors of a cell share its centre', () => {
    expect([0, 1, 2, 32].map(at)).toEqual([
      [8, 8],
      [8, 8],
      [24, 8],
      [8, 24],
    ]);
    expect([512, 517, 518, 895].map(at)).toEqual([
      [16, 16],
      [16, 16],
      [48, 16],
      [240, 240],
    ]);
  });
});
