import { describe, expect, it } from 'vitest';
import { type Day, driftOf, MIN_REFERENCE } from '../../../../../server/oversight/observatory/statistics/drift.ts';
import { binomial, chanceOf } from '../fixtures/binomial.ts';

const DAY_MS = 86_400_000;

function daysOf(chance: () => number, count: number, share: number, spread = 0, trials = 600): Day[] {
  return Array.from({ length: count }, (_, at) => {
    const ofDay = share * Math.exp(spread * (chance() + chance() + chance() - 1.5) * 2);
    return { day: at * DAY_MS, trials, hits: binomial(chance, trials, ofDay) };
  });
}

describe('the drift of a camera', () => {
  it('gives no verdict without enough of a past', () => {
    expect(driftOf([{ day: 0, trials: MIN_REFERENCE - 1, hits: 40 }], []).state).toBe('too-few');
  });

  it('notices twice the usual trouble within days, and says since when', () => {
    const chance = chanceOf(3);
    let late = 0;
    for (let camera = 0; camera < 200; camera++) {
      const watched = [
        ...daysOf(chance, 10, 0.03),
        ...daysOf(chance, 20, 0.06).map((day) => ({ ...day, day: day.day + 10 * DAY_MS })),
      ];
      const { state, since } = driftOf(daysOf(chance, 60, 0.03), watched);
      if (state !== 'drifted' || since === undefined || since.noticed > 14 * DAY_MS) late++;
    }
    expect(late).toBeLessThanOrEqual(2);
  });

  it('is silent about steady cameras, also where flights differ', () => {
    const chance = chanceOf(4);
    let alarms = 0;
    const cameras = 400;
    for (let camera = 0; camera < cameras; camera++) {
      if (driftOf(daysOf(chance, 60, 0.03, 0.2), daysOf(chance, 30, 0.03, 0.2)).state === 'drifted') alarms++;
    }
    expect(alarms / cameras).toBeLessThan(0.03);
  });

  it('does not count a camera that became better', () => {
    const chance = chanceOf(6);
    expect(driftOf(daysOf(chance, 60, 0.06), daysOf(chance, 30, 0.02)).state).toBe('steady');
  });
});
