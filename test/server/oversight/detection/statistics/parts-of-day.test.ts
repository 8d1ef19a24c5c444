import { expect, test } from 'vitest';
import { PartsOfDay } from '../../../../../server/oversight/detection/statistics/parts-of-day.ts';
import { DAY_MS, HOUR_MS, type RawScore } from '../../../../../server/oversight/detection/statistics/score.ts';

const LANES = 5;
const LEARNED_DAYS = 20;

/** Lanes of a site with ten travellers an hour; every thirtieth comparison fails, and in evenings with an attack every fifth at the first lane. */
function site() {
  const parts = new PartsOfDay();
  return (day: number, isAttacked = false): readonly RawScore[] => {
    const found: RawScore[] = [];
    for (let hour = 0; hour < 24; hour += 1)
      for (let lane = 0; lane < LANES; lane += 1)
        for (let number = 0; number < 10; number += 1) {
          const about = { at: day * DAY_MS + hour * HOUR_MS + number, site: 'north', lane: `lane-${lane}` };
          const every = isAttacked && lane === 0 && hour >= 18 ? 5 : 30;
          parts.take({ ...about, kind: 'traveller-cleared' });
          if ((7 * day + 11 * hour + 3 * number + lane) % every === 0)
            parts.take({ ...about, kind: 'comparison-failed' });
        }
    parts.turn((day + 1) * DAY_MS, (raw) => found.push(raw));
    return found;
  };
}

const highest = (found: readonly RawScore[]): number => Math.max(0, ...found.map(({ score }) => score));

test('failures in the evening are compared with the evenings before', () => {
  const oneDay = site();
  for (let day = 0; day < LEARNED_DAYS; day += 1) oneDay(day);
  expect(highest(oneDay(LEARNED_DAYS))).toBeLessThan(1.5);
  const attacked = [1, 2, 3].flatMap((day) => oneDay(LEARNED_DAYS + day, true));
  expect(attacked.every(({ entity }) => entity.id === 'lane-0')).toBe(true);
  expect(highest(attacked)).toBeGreaterThan(3);
});
