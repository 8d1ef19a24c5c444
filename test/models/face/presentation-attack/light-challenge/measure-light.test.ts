import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureLight } from '../../../../../models/face/presentation-attack/light-challenge/measure-light.ts';
import { ballShape, seen, shownFor } from './lit-signals.ts';

const shape = ballShape();

describe('measureLight, on signals whose answer is known', () => {
  it('finds the code, the lag and the shading of a head for any challenge', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 20, max: 90 }), (seed, latencyMs) => {
        const shown = shownFor(seed);
        const measures = measureLight(seen({ shape, as: 'head', shown, latencyMs }), shape, shown, latencyMs);
        expect(measures.codeShare).toBeGreaterThan(0.9);
        expect(Math.abs(measures.lagMs)).toBeLessThan(14);
        expect(measures.shape).toBeGreaterThan(0.8);
        expect(measures.shape).toBeLessThan(1.2);
        expect(measures.contrast).toBeGreaterThan(0.12);
        expect(measures.contrast).toBeLessThan(0.25);
      }),
      { numRuns: 25 },
    );
  });

  it('finds no head in a plane at any tilt', () => {
    for (const [at, tilt] of [-0.5, -0.2, 0, 0.3, 0.5].entries()) {
      const shown = shownFor(40 + at);
      const frames = seen({ shape, as: 'plane', shown, latencyMs: 45, tilt, noise: 0.003 });
      const measures = measureLight(frames, shape, shown, 45);
      expect(measures.codeShare).toBeGreaterThan(0.85);
      expect(Math.abs(measures.shape)).toBeLessThan(0.15);
    }
  });

  it('measures the lag of the light', () => {
    const shown = shownFor(7);
    for (const lateMs of [-40, 40, 80, 120]) {
      const frames = seen({ shape, as: 'head', shown, latencyMs: 50 + lateMs });
      expect(Math.abs(measureLight(frames, shape, shown, 50).lagMs - lateMs)).toBeLessThan(14);
    }
  });

  it('finds no code in a face lit by another challenge, or without light', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const frames = seen({ shape, as: 'head', shown: shownFor(100 + seed), latencyMs: 45, noise: 0.005 });
      expect(measureLight(frames, shape, shownFor(200 + seed), 45).codeShare).toBeLessThan(0.35);
    }
    const dark = seen({ shape, as: 'head', shown: shownFor(3), latencyMs: 45, contrast: 0, noise: 0.005 });
    expect(measureLight(dark, shape, shownFor(3), 45).codeShare).toBeLessThan(0.2);
  });

  it('is robust against regions that hardly show the light', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const shown = shownFor(60 + seed);
      const lit = (as: 'head' | 'plane') =>
        measureLight(seen({ shape, as, shown, latencyMs: 45, noise: 0.003, hair: 0.2 }), shape, shown, 45);
      const [head, plane] = [lit('head'), lit('plane')];
      expect(head.shape - head.shapeError).toBeGreaterThan(0.7);
      expect(head.shape).toBeLessThan(1.3);
      expect(Math.abs(plane.shape)).toBeLessThan(0.15);
    }
  });

  it('has large standard errors without light', () => {
    const shown = shownFor(5);
    const dark = measureLight(seen({ shape, as: 'head', shown, latencyMs: 45, contrast: 0 }), shape, shown, 45);
    expect(dark.shape - dark.shapeError).not.toBeGreaterThanOrEqual(0.4);
  });

  it('has a large standard error of the shading when noise exceeds light', () => {
    const shown = shownFor(9);
    const faint = measureLight(
      seen({ shape, as: 'head', shown, latencyMs: 45, contrast: 0.02, noise: 0.02 }),
      shape,
      shown,
      45,
    );
    const clear = measureLight(seen({ shape, as: 'head', shown, latencyMs: 45, noise: 0.002 }), shape, shown, 45);
    expect(faint.shapeError).toBeGreaterThan(4 * clear.shapeError);
  });
});
