import { describe, expect, test } from 'vitest';
import { fingerAdvice } from '../../../../models/finger/quality/advice.ts';
import type { FingerQuality, FingerQualityMeasures } from '../../../../models/finger/quality/finger-quality.ts';

const native = (value: number) => ({ native: value, component: 50 });
const good: FingerQualityMeasures = {
  area: native(180),
  coherence: native(0.7),
  contrast: native(40),
  ridgeClarity: native(0.3),
  periodSpread: native(0.1),
  minutiae: native(25),
  ridgeShare: native(0.5),
  middleX: 0.5,
  middleY: 0.5,
  cutBelow: false,
};
const advice = (measures: Partial<FingerQualityMeasures>, score = 30) =>
  fingerAdvice({ score, measures: { ...good, ...measures } } satisfies FingerQuality);

describe('advice', () => {
  test('is undefined for a good print, and for a print that the traveller cannot improve', () => {
    expect(advice({ area: native(50) }, 80)).toBeUndefined();
    expect(advice({})).toBeUndefined();
  });
  test.each([
    ['move-up', { area: native(60), cutBelow: true, middleY: 0.8 }],
    ['place-whole-finger', { area: native(60) }],
    ['press-harder', { area: native(60), contrast: native(8) }],
    ['press-harder', { area: native(60), ridgeShare: native(0.25) }],
    ['press-harder', { contrast: native(8) }],
    ['dry-finger', { ridgeShare: native(0.75), coherence: native(0.3) }],
    ['press-lighter', { ridgeShare: native(0.75) }],
    ['moisten-finger', { coherence: native(0.3) }],
  ] as const)('%s', (expected, measures) => {
    expect(advice(measures)).toBe(expected);
  });
});
