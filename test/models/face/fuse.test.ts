import { describe, expect, it } from 'vitest';
import { comparisonScore } from '../../../models/face/compare.ts';
import { DIRECTIONS_LENGTH, EMBEDDERS } from '../../../models/face/embedders.ts';
import { fuseEmbeddings } from '../../../models/face/fuse.ts';
import { madeFace } from './protection/made-faces.ts';

const unusable = expect.objectContaining({ code: 'template-unusable' }) as Error;
const frames = (count: number, of: Float32Array): Float32Array[] =>
  Array.from({ length: count }, (_, frame) => madeFace(10 + frame, of));

describe('fuseEmbeddings', () => {
  it('returns the frame for a single frame', () => {
    const frame = madeFace(1);
    const fused = fuseEmbeddings([frame]);
    fused.forEach((value, at) => expect(value).toBeCloseTo(frame[at]!, 6));
  });

  it('scores between the worst and the best of its frames', () => {
    const [reference, stranger] = [madeFace(1), madeFace(2)];
    const seen = frames(8, reference);
    for (const one of [reference, stranger]) {
      const scores = seen.map((frame) => comparisonScore(one, frame));
      const fused = comparisonScore(one, fuseEmbeddings(seen));
      expect(fused).toBeGreaterThanOrEqual(Math.min(...scores) - 0.05);
      expect(fused).toBeLessThanOrEqual(Math.max(...scores) + 0.05);
    }
  });

  it('weights frames by their strength', () => {
    const [weak, strong] = [madeFace(3), madeFace(4)];
    weak.fill(Math.log(0.8), DIRECTIONS_LENGTH);
    strong.fill(Math.log(1.2), DIRECTIONS_LENGTH);
    const fused = fuseEmbeddings([weak, strong]);
    expect(fused[0]).toBeCloseTo(0.4 * weak[0]! + 0.6 * strong[0]!, 6);
    EMBEDDERS.forEach((_, network) => {
      const expected = 0.4 * Math.log(0.8) + 0.6 * Math.log(1.2);
      expect(fused[DIRECTIONS_LENGTH + network]).toBeCloseTo(expected, 6);
    });
  });

  it('does not depend on the order of the frames, and does not change them', () => {
    const seen = frames(5, madeFace(1));
    const before = seen.map((frame) => Float32Array.from(frame));
    const [fused, turned] = [fuseEmbeddings(seen), fuseEmbeddings(seen.toReversed())];
    fused.forEach((value, at) => expect(turned[at]).toBeCloseTo(value, 5));
    expect(seen).toEqual(before);
  });

  it('refuses an empty list, and an embedding of another length', () => {
    expect(() => fuseEmbeddings([])).toThrow(unusable);
    expect(() => fuseEmbeddings([madeFace(1), new Float32Array(3)])).toThrow(unusable);
  });
});
