import { describe, expect, test } from 'vitest';
import { Random } from '../../../../bench/detection/kit/random.ts';
import { Tail } from '../../../../../server/oversight/detection/statistics/tail.ts';

const noIncident = (): boolean => false;

/** 35 days with 60 entities whose daily maxima are exponential with the scale of a true -log10 p. */
function learnt(isIncident: (entity: string) => boolean = noIncident, attacked = 0): Tail {
  const tail = new Tail(0);
  const random = new Random(3);
  for (let day = 0; day < 35; day += 1) {
    for (let entity = 0; entity < 60; entity += 1) tail.raise(`e${entity}`, -Math.log10(1 - random.share()));
    if (attacked > 0) tail.raise('attacked', attacked);
    tail.endDay(day, 1, isIncident);
  }
  return tail;
}

describe('scale of a test', () => {
  test('is the expected number of findings per site and day', () => {
    // 60 entities: one daily maximum of 1.78 is expected, and a tenth of one per unit above it
    const tail = learnt();
    const [low, high] = [tail.expected(1.78, 35)!, tail.expected(3.78, 35)!];
    expect(low).toBeGreaterThan(-0.3);
    expect(low).toBeLessThan(0.3);
    expect(high - low).toBeGreaterThan(1.4);
    expect(high - low).toBeLessThan(2.6);
  });

  test('is undefined while the test learns', () => {
    const tail = new Tail(10);
    expect(tail.expected(5, 16)).toBeUndefined();
    expect(tail.expected(5, 17)).toBeDefined();
  });

  test('leaves confirmed incidents out of what is usual', () => {
    const [with_, without] = [
      learnt(noIncident, 9),
      learnt((entity) => entity === 'person attacked' || entity === 'attacked', 9),
    ];
    expect(without.expected(4, 35)!).toBeGreaterThan(with_.expected(4, 35)! + 0.5);
    expect(without.expected(4, 35)!).toBeCloseTo(learnt().expected(4, 35)!, 6);
  });

  test('counts the highest score of an entity and day once', () => {
    const tail = new Tail(0);
    expect([tail.raise('e', 1), tail.raise('e', 1), tail.raise('e', 2), tail.raise('e', 1.5)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
