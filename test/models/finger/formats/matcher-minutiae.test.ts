import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromMatcher, toMatcher } from '../../../../models/finger/formats/matcher-minutiae.ts';
import type { Minutia } from '../../../../models/finger/formats/minutia.ts';

test('matcher minutiae: a direction upwards on the image is negative for the matcher', () => {
  const up: Minutia = { xPx: 3, yPx: 4, directionRad: Math.PI / 2, type: 'other', quality: 80 };
  expect(toMatcher([up])).toEqual([{ x: 3, y: 4, direction: -Math.PI / 2, kind: 'unknown', quality: 0.8 }]);
});

test('matcher minutiae: an unstated quality is neither the best nor the worst', () => {
  const silent: Minutia = { xPx: 0, yPx: 0, directionRad: 0, type: 'ending', quality: undefined };
  expect(toMatcher([silent])[0]?.quality).toBe(0.5);
});

test('matcher minutiae: conversion to the matcher and back preserves minutiae', () => {
  const minutia = fc.record({
    xPx: fc.nat({ max: 500 }),
    yPx: fc.nat({ max: 500 }),
    directionRad: fc.nat({ max: 255 }).map((step) => (step * 2 * Math.PI) / 256),
    type: fc.constantFrom('ending' as const, 'bifurcation' as const, 'other' as const),
    quality: fc.integer({ min: 1, max: 100 }),
  });
  fc.assert(
    fc.property(fc.array(minutia, { maxLength: 30 }), (minutiae) => {
      const back = fromMatcher(toMatcher(minutiae));
      expect(back).toEqual(
        minutiae.map((one) => ({ ...one, directionRad: expect.closeTo(one.directionRad, 9) as number })),
      );
    }),
  );
});
