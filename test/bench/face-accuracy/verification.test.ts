import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../models/face/rendering/seeded-random.ts';
import { compareAll, matchRates } from './all-against-all.ts';
import { accuracyByFold, equalErrorRate, errorCurve, type ScoredPair, trueMatchRate } from './verification.ts';

const pair = (fold: string, same: boolean, score: number): ScoredPair => ({ fold, same, score });

describe('accuracyByFold', () => {
  it('takes the threshold from the other folds only', () => {
    const pairs = [
      ...[pair('x', true, 0.9), pair('x', false, 0.1)],
      // Correct with their own threshold, wrong with that of the others.
      ...[pair('y', true, 0.3), pair('y', false, 0.2)],
      ...[pair('z', true, 0.8), pair('z', false, 0.4)],
    ];
    expect(accuracyByFold(pairs)).toEqual([1, 0.5, expect.any(Number) as number]);
  });

  it('counts a face that was not found as refused: correct for an impostor pair, wrong for a genuine pair', () => {
    const found = ['x', 'y'].flatMap((fold) => [pair(fold, true, 0.9), pair(fold, false, 0.1)]);
    const missed = [pair('x', true, -Infinity), pair('y', false, -Infinity)];
    expect(accuracyByFold([...found, ...missed])).toEqual([2 / 3, 1]);
    expect(accuracyByFold([...found, ...missed], 'wrong')).toEqual([2 / 3, 2 / 3]);
  });
});

describe('error rates', () => {
  const genuine = Float64Array.of(0.2, 0.6, 0.7, 0.8);
  const impostor = Float64Array.of(0.1, 0.15, 0.3, 0.25);

  it('equal counted rates', () => {
    expect(trueMatchRate(genuine, impostor, 0.25)).toBe(0.75);
    const at = errorCurve(genuine, impostor).find(({ threshold }) => threshold === 0.3);
    expect(at).toEqual({ threshold: 0.3, falseMatchRate: 0.25, falseNonMatchRate: 0.25 });
    expect(equalErrorRate(errorCurve(genuine, impostor))).toBe(0.25);
  });

  it('count a face that was not found as a miss at every threshold', () => {
    const curve = errorCurve(Float64Array.of(0.9, -Infinity), impostor);
    expect(Math.min(...curve.map(({ falseNonMatchRate }) => falseNonMatchRate))).toBe(0.5);
  });
});

describe('all against all', () => {
  const subjects = Array.from({ length: 60 }, (_, image) => `person ${Math.floor(image / 2)}`);
  const noise = seededRandom(9);
  const all = compareAll(subjects, (one, other) => (subjects[one] === subjects[other] ? 4 : 0) + noise.normal());
  const random = seededRandom(3);

  it('compares each image with each later one', () => {
    expect([all.subjects, all.genuine.length, all.impostor.length]).toEqual([30, 30, (60 * 59) / 2 - 30]);
  });

  it('gives a rate within its own interval, and null without enough impostors', () => {
    const [hundredth, millionth] = matchRates(all, [0.01, 1e-6], () => random.between(0, 1), 50);
    const [low, high] = hundredth?.trueMatchRateInterval ?? [1, 0];
    expect(low).toBeLessThanOrEqual(hundredth?.trueMatchRate ?? 2);
    expect(high).toBeGreaterThanOrEqual(hundredth?.trueMatchRate ?? -1);
    expect(hundredth?.falseMatches).toBe(Math.floor(all.impostor.length / 100));
    expect(millionth).toMatchObject({ threshold: null, trueMatchRate: null });
  });
});
