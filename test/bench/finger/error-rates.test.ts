import { describe, expect, test } from 'vitest';
import { errorRates, operatingPoints, type WeightedScores } from './error-rates.ts';
import { fitFusion } from './fit-fusion.ts';
import { NO_EVIDENCE } from '../../../models/finger/comparison/evidence.ts';

const plain = (...scores: number[]): WeightedScores => ({
  scores: Float64Array.from(scores),
  weights: new Float64Array(scores.length).fill(1),
});

describe('error rates', () => {
  test('are 0 for separated scores and one half for equal scores', () => {
    expect(errorRates(plain(5, 6, 7), plain(1, 2, 3))).toEqual({
      equalErrorRate: 0,
      fnmrAtFmr1e2: 0,
      fnmrAtFmr1e3: 0,
      fnmrAtZeroFmr: 0,
    });
    expect(errorRates(plain(1, 2, 3, 4), plain(1, 2, 3, 4)).equalErrorRate).toBe(0.5);
  });
  test('count a tie with an impostor as a false match', () => {
    expect(errorRates(plain(3, 9), plain(3, 1)).fnmrAtZeroFmr).toBe(0.5);
  });
  test('are a quarter with one error of each kind in four', () => {
    const rates = errorRates(plain(1, 5, 6, 7), plain(0, 0.5, 0.7, 5.5));
    expect(rates.equalErrorRate).toBe(0.25);
    expect(rates.fnmrAtZeroFmr).toBe(0.5);
  });
  test('count weights', () => {
    const genuine = { scores: Float64Array.of(1, 5), weights: Float64Array.of(3, 1) };
    expect(errorRates(genuine, plain(2, 0)).fnmrAtZeroFmr).toBe(0.75);
  });
  test('range from all pairs matching to none', () => {
    const points = operatingPoints(plain(1, 3), plain(2));
    expect(points[0]).toEqual({ fmr: 1, fnmr: 0 });
    expect(points.at(-1)).toEqual({ fmr: 0, fnmr: 1 });
  });
});

describe('fitting the fusion', () => {
  test('learns the separating values, and drops values with a negative weight', () => {
    const examples = Array.from({ length: 200 }, (_, at) => {
      const genuine = at % 2 === 0;
      const noise = ((at * 37) % 100) / 100;
      const evidence = {
        ...NO_EVIDENCE,
        correlation: (genuine ? 0.6 : 0.2) + 0.3 * noise,
        paired: genuine ? 3 : 6,
        pairable: 10,
        minutiae: 0.1,
      };
      return { genuine, evidence };
    });
    const [, minutiae, correlation, paired] = fitFusion('withPattern', examples);
    expect(correlation).toBeGreaterThan(0);
    expect(minutiae).toBeGreaterThanOrEqual(0);
    expect(paired).toBe(0);
  });
});
