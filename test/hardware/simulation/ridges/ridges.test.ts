/**
 * Synthetic fingers have the properties of fingers. This does not show that a matcher is accurate, because they are far too
 * easy.
 */
import { describe, expect, it } from 'vitest';
import { type FingerMaster, fingerMaster } from '../../../../hardware/simulation/ridges/master.ts';
import { CONTACTS, impression } from '../../../../hardware/simulation/ridges/impression.ts';
import { drawPatternClass } from '../../../../hardware/simulation/ridges/pattern-class.ts';
import { seededRandom } from '../../../../hardware/simulation/seeded-random.ts';
import { alikeness, countMinutiae, halfSize, ridgePeriod } from './measures.ts';

const CLASSES = ['arch', 'tented-arch', 'left-loop', 'right-loop', 'whorl', 'double-loop'] as const;
const masters = new Map<string, FingerMaster>();
const masterOf = (patternClass: (typeof CLASSES)[number], seed = 1): FingerMaster => {
  const key = `${patternClass} ${seed}`;
  const master = masters.get(key) ?? fingerMaster(seed, 2, patternClass);
  masters.set(key, master);
  return master;
};

describe('a synthetic finger', () => {
  it('depends on its seed only', () => {
    const [first, second] = [fingerMaster(3, 2), fingerMaster(3, 2)];
    expect(first.patternClass).toBe(second.patternClass);
    expect(Buffer.compare(Buffer.from(first.ridges.values.buffer), Buffer.from(second.ridges.values.buffer))).toBe(0);
  });

  it.each(CLASSES)('has ridges 7 to 11 px apart: %s', (patternClass) => {
    const period = ridgePeriod(masterOf(patternClass).ridges, 20);
    expect(period).toBeGreaterThan(7);
    expect(period).toBeLessThan(11);
  });

  it.each(CLASSES)('has a realistic number of minutiae: %s', (patternClass) => {
    const minutiae = countMinutiae(masterOf(patternClass).ridges, 60);
    expect(minutiae).toBeGreaterThan(20);
    expect(minutiae).toBeLessThan(120);
  });

  it('has realistic class frequencies, with loops that open to the little finger', () => {
    const random = seededRandom(9);
    const drawn = Array.from({ length: 20_000 }, (_, at) => drawPatternClass(at % 2 === 0 ? 2 : 7, random));
    const share = (...names: readonly string[]) => drawn.filter((name) => names.includes(name)).length / drawn.length;
    expect(share('arch')).toBeCloseTo(0.037, 2);
    expect(share('left-loop', 'right-loop')).toBeCloseTo(0.655, 1);
    expect(share('whorl', 'double-loop')).toBeCloseTo(0.279, 1);
    const rightHand = drawn.filter((_, at) => at % 2 === 0);
    const toTheRight = rightHand.filter((name) => name === 'right-loop').length;
    const toTheLeft = rightHand.filter((name) => name === 'left-loop').length;
    expect(toTheRight).toBeGreaterThan(8 * toTheLeft);
  });
});

describe('an impression of a synthetic finger', () => {
  const whorl = () => masterOf('whorl');

  it('is the same for the same seed and differs for another', () => {
    expect(impression(whorl(), 'good', 1).data).toEqual(impression(whorl(), 'good', 1).data);
    expect(impression(whorl(), 'good', 1).data).not.toEqual(impression(whorl(), 'good', 2).data);
  });

  it.each(CONTACTS)('has dark ridges on a light platen: %s', (contact) => {
    const { data, width, height } = impression(whorl(), contact, 4);
    expect(data.byteLength).toBe(width * height);
    const dark = data.filter((value) => value < 120).length / data.length;
    const light = data.filter((value) => value > 200).length / data.length;
    expect(dark).toBeGreaterThan(0.05);
    expect(light).toBeGreaterThan(0.1);
  });

  it('covers less when partial, and is darker when wet than when dry', () => {
    const mean = (contact: (typeof CONTACTS)[number]) => {
      const { data } = impression(whorl(), contact, 5);
      return data.reduce((sum, value) => sum + value, 0) / data.length;
    };
    expect(mean('partial')).toBeGreaterThan(mean('good') + 20);
    expect(mean('wet')).toBeLessThan(mean('good') - 10);
    expect(mean('dry')).toBeGreaterThan(mean('good') + 10);
  });

  it('correlates with another of the same finger once aligned, and not with one of another finger', () => {
    const of = (patternClass: (typeof CLASSES)[number], finger: number, seed: number) =>
      halfSize(impression(masterOf(patternClass, finger), 'good', seed));
    const same = [
      alikeness(of('whorl', 1, 1), of('whorl', 1, 2)),
      alikeness(of('left-loop', 1, 3), of('left-loop', 1, 4)),
    ];
    const different = [
      alikeness(of('whorl', 1, 1), of('double-loop', 1, 2)),
      alikeness(of('left-loop', 1, 3), of('tented-arch', 1, 4)),
    ];
    expect(Math.min(...same)).toBeGreaterThan(0.45);
    expect(Math.max(...different)).toBeLessThan(0.35);
  });
});
