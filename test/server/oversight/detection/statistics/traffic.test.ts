import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, type RawScore } from '../../../../../server/oversight/detection/statistics/score.ts';
import { Traffic } from '../../../../../server/oversight/detection/statistics/traffic.ts';

const LEARNED_DAYS = 12;

/** Two lanes that are open all day, and four that are closed before 6 o'clock. */
function site() {
  const traffic = new Traffic();
  return (day: number, extra: { readonly lane: number; readonly hour: number }[] = []): string[] => {
    const found: RawScore[] = [];
    const take = (lane: number, hour: number, count: number): void => {
      for (let traveller = 0; traveller < count; traveller += 1)
        traffic.take({
          at: day * DAY_MS + hour * HOUR_MS + traveller * 60_000,
          kind: 'traveller-cleared',
          site: 'north',
          lane: `lane-${lane}`,
        });
    };
    for (let hour = 0; hour < 24; hour += 1)
      for (let lane = 0; lane < (hour < 6 ? 2 : 6); lane += 1) take(lane, hour, 12);
    for (const { lane, hour } of extra) take(lane, hour, 12);
    traffic.turn((day + 1) * DAY_MS, (raw) => void found.push(raw));
    return found.filter(({ test: { id } }) => id === 'traffic of a closed lane').map(({ entity }) => entity.id);
  };
}

describe('travellers at a closed lane', () => {
  const learned = () => {
    const oneDay = site();
    for (let day = 0; day < LEARNED_DAYS; day += 1) oneDay(day);
    return oneDay;
  };

  test('are unusual at night, also on the second night', () => {
    const oneDay = learned();
    const night = [{ lane: 4, hour: 2 }];
    expect([oneDay(LEARNED_DAYS, night), oneDay(LEARNED_DAYS + 1, night)]).toEqual([['lane-4'], ['lane-4']]);
  });

  test('are unusual at night although another lane opens earlier than usual', () => {
    const oneDay = learned();
    const extra = [
      { lane: 4, hour: 2 },
      { lane: 5, hour: 5 },
    ];
    expect(oneDay(LEARNED_DAYS, extra)).toEqual(['lane-4']);
  });

  test('are a change of the service where several lanes open in the same two hours', () => {
    const oneDay = learned();
    const extra = [2, 3, 4].map((lane) => ({ lane, hour: 2 }));
    expect(oneDay(LEARNED_DAYS, extra)).toEqual([]);
  });
});
