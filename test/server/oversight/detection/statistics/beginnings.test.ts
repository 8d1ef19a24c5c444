import { describe, expect, test } from 'vitest';
import { Beginnings } from '../../../../../server/oversight/detection/statistics/beginnings.ts';
import { DAY_MS, HOUR_MS, type RawScore } from '../../../../../server/oversight/detection/statistics/score.ts';

const PEOPLE = 6;
const LEARNED_DAYS = 27;

interface Sign {
  readonly day: number;
  readonly hour: number;
  readonly console: string;
}

/** People who begin at eight o'clock on five days of the week, each at a console of their own. */
function service() {
  const beginnings = new Beginnings();
  const signIn = (actor: string, { day, hour, console }: Sign): readonly RawScore[] => {
    const found: RawScore[] = [];
    const event = {
      at: day * DAY_MS + hour * HOUR_MS,
      kind: 'signed-in',
      actor,
      role: 'officer',
      site: 'north',
      console,
    } as const;
    beginnings.take(event, (raw) => found.push(raw));
    return found;
  };
  for (let day = 0; day < LEARNED_DAYS; day += 1) {
    const present = day % 7 < 5 ? PEOPLE : 0;
    for (let person = 0; person < present; person += 1)
      signIn(`p${person}`, { day, hour: 8, console: `desk-${person}` });
    beginnings.turn((day + 1) * DAY_MS);
  }
  return signIn;
}

const highest = (found: readonly RawScore[]): number => Math.max(0, ...found.map(({ score }) => score));

describe('the beginnings of work', () => {
  test('on a day off at an unknown console are reported', () => {
    const signIn = service();
    expect(highest(signIn('p1', { day: LEARNED_DAYS, hour: 8, console: 'of-thief' }))).toBeGreaterThan(3);
  });

  test('at the hour, day and console of other weeks are usual', () => {
    const signIn = service();
    expect(signIn('p1', { day: LEARNED_DAYS + 1, hour: 9, console: 'desk-1' })).toEqual([]);
  });

  test('at a colleague’s console count less than at an unknown one', () => {
    const [one, other] = [service(), service()];
    const day = LEARNED_DAYS + 1;
    const ofColleague = highest(one('p1', { day, hour: 8, console: 'desk-2' }));
    expect(ofColleague).toBeLessThan(highest(other('p1', { day, hour: 8, console: 'of-thief' })));
  });

  test('of people of traders name the trader', () => {
    const beginnings = new Beginnings();
    const found: RawScore[] = [];
    const take = (day: number, hour: number, console: string): void =>
      beginnings.take(
        {
          at: day * DAY_MS + hour * HOUR_MS,
          kind: 'trader-signed-in',
          actor: 't',
          role: 'trader',
          subject: 'ann',
          console,
        },
        (raw) => found.push(raw),
      );
    for (let day = 0; day < 50; day += 1) take(day, 9, 'office');
    take(50, 3, 'elsewhere');
    expect(found.map(({ entity }) => entity)).toContainEqual({ kind: 'trader', id: 't' });
  });
});
