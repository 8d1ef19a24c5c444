import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exp, log, sigmoid } from '../../../models/risk/train/exact-math.ts';

const RELATIVE = 1e-14;

test('exp: agrees with the engine to the last digits', () => {
  fc.assert(
    fc.property(fc.double({ min: -600, max: 600, noNaN: true }), (x) => {
      expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(RELATIVE);
    }),
  );
  expect(exp(0)).toBe(1);
});

test('log: is the inverse of exp', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (x) => {
      expect(Math.abs(log(x) - Math.log(x))).toBeLessThan(1e-13);
    }),
  );
});

test('sigmoid: stays within 0 and 1 for every number', () => {
  expect([sigmoid(-1e9), sigmoid(0), sigmoid(1e9)]).toEqual([exp(-700) / (1 + exp(-700)), 0.5, 1]);
});
