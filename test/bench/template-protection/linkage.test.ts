import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../models/face/rendering/seeded-random.ts';
import { globalLinkability, histograms, linkage } from './linkage.ts';

const random = seededRandom(4);
const draw = (): number => random.between(0, 1);
const uniform = (from: number, to: number, count: number): Float64Array =>
  Float64Array.from({ length: count }, () => random.between(from, to));

describe('global linkability', () => {
  it('is 1 for separated scores and near 0 for equal distributions', () => {
    expect(globalLinkability(uniform(2, 3, 5_000), uniform(0, 1, 5_000))).toBeCloseTo(1, 10);
    expect(globalLinkability(uniform(0, 1, 50_000), uniform(0, 1, 50_000))).toBeLessThan(0.03);
  });

  it('is one half when half of the mated scores are among the others', () => {
    expect(globalLinkability(uniform(0, 1, 50_000), uniform(0.5, 1.5, 50_000))).toBeCloseTo(0.5, 1);
  });

  it('weighs the ratio of the densities', () => {
    // Twice the density on half the range: LR 2 there, so 2 * 2/3 - 1.
    expect(globalLinkability(uniform(0, 0.5, 100_000), uniform(0, 1, 100_000))).toBeCloseTo(1 / 3, 1);
  });

  it('states the value from chance for the same number of scores', () => {
    const others = uniform(0, 1, 20_000);
    const { global, chance } = linkage(uniform(0, 1, 500), others, draw);
    expect(global).toBeGreaterThan(0.5 * chance[0]);
    expect(global).toBeLessThan(2 * chance[1]);
    expect(chance[0]).toBeGreaterThan(0);
  });

  it('counts every score once', () => {
    for (const { shares } of histograms(uniform(0, 1, 999), uniform(0, 2, 10))) {
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
    }
    expect(() => histograms(Float64Array.of(1), Float64Array.of(1))).toThrow(RangeError);
  });
});
