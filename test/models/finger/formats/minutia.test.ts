import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockwiseDirection, directionStep } from '../../../../models/finger/formats/minutia.ts';

test('minutia: a step along a direction gives the same point in both senses of rotation', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), (directionRad) => {
      const clockwise = clockwiseDirection(directionRad);
      expect(Math.cos(clockwise)).toBeCloseTo(Math.cos(directionRad), 9);
      expect(Math.sin(clockwise)).toBeCloseTo(-Math.sin(directionRad), 9);
      expect(clockwise).toBeGreaterThan(-Math.PI);
      expect(clockwise).toBeLessThanOrEqual(Math.PI);
    }),
  );
});

test('minutia: a direction is rounded to the nearest step, and a full turn to 0', () => {
  expect(directionStep(Math.PI / 2, 256)).toBe(64);
  expect(directionStep(2 * Math.PI, 256)).toBe(0);
  expect(directionStep(2 * Math.PI - 0.001, 256)).toBe(0);
  expect(directionStep(-Math.PI / 2, 64)).toBe(48);
});
