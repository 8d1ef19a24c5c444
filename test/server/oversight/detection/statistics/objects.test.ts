import { describe, expect, test } from 'vitest';
import { Objects } from '../../../../../server/oversight/detection/statistics/objects.ts';
import { DAY_MS, HOUR_MS, type RawScore } from '../../../../../server/oversight/detection/statistics/score.ts';

const LEARNED_DAYS = 21;

/** Two security officers who judge two findings on each day, each about another person. */
function judges() {
  const objects = new Objects();
  return (day: number, favoured = 0, reason = 'benign-explained'): readonly RawScore[] => {
    const found: RawScore[] = [];
    const judge = (actor: string, subject: string, number: number): void =>
      objects.take({
        at: day * DAY_MS + (9 + number) * HOUR_MS,
        kind: 'detection-disposed',
        actor,
        role: 'security-officer',
        site: 'north',
        reason,
        subject,
      });
    for (const [at, actor] of ['s1', 's2'].entries())
      for (let number = 0; number < 2; number += 1) judge(actor, `p${(7 * day + 5 * number + 3 * at) % 40}`, number);
    for (let number = 0; number < favoured; number += 1) judge('s1', 'friend', number);
    objects.turn((day + 1) * DAY_MS, (raw) => found.push(raw));
    return found;
  };
}

function learned() {
  const oneDay = judges();
  for (let day = 0; day < LEARNED_DAYS; day += 1) oneDay(day);
  return oneDay;
}

describe('whom acts concern', () => {
  test('a person who explains the findings about one person away is reported', () => {
    const oneDay = learned();
    const found = [oneDay(LEARNED_DAYS, 2), oneDay(LEARNED_DAYS + 1, 2)];
    expect(found[1]).toMatchObject([{ entity: { kind: 'person', id: 's1' }, observed: 4 }]);
    expect(found[1]![0]!.score).toBeGreaterThan(2);
  });

  test('confirmed findings favour no one', () => {
    const oneDay = learned();
    expect([0, 1, 2].flatMap((day) => oneDay(LEARNED_DAYS + day, 3, 'true'))).toEqual([]);
  });

  test('different people are usual', () => {
    const oneDay = learned();
    expect([0, 1, 2, 3].flatMap((day) => oneDay(LEARNED_DAYS + day))).toEqual([]);
  });
});
