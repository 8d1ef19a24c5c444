import { describe, expect, test } from 'vitest';
import type { DetectionEvent } from '../../../../../server/oversight/detection/events/event.ts';
import { ActTable } from '../../../../../server/oversight/detection/statistics/act-table.ts';
import { DAY_MS, HOUR_MS, type RawScore } from '../../../../../server/oversight/detection/statistics/score.ts';

const OFFICERS = 8;
const LEARNED_DAYS = 21;

/** Officers who sign in on every day and hand one referral over on every fourth. */
function service() {
  let table = new ActTable();
  const oneDay = (day: number, extra: readonly Omit<DetectionEvent, 'at'>[] = []): readonly RawScore[] => {
    const found: RawScore[] = [];
    const take = (event: Omit<DetectionEvent, 'at'>): void =>
      table.take({ at: day * DAY_MS + 9 * HOUR_MS, site: 'north', role: 'officer', ...event }, (raw) =>
        found.push(raw),
      );
    for (let officer = 0; officer < OFFICERS; officer += 1) {
      take({ kind: 'signed-in', actor: `o${officer}` });
      if ((day + officer) % 4 === 0) take({ kind: 'referral-handed-over', actor: `o${officer}` });
    }
    for (const event of extra) take(event);
    table.turn((day + 1) * DAY_MS, (raw) => found.push(raw));
    return found.filter(({ entity }) => entity.id === 'o1');
  };
  for (let day = 0; day < LEARNED_DAYS; day += 1) oneDay(day);
  const restart = (): void => {
    table = new ActTable(JSON.parse(JSON.stringify(table.stored())));
  };
  const confirm = (from: number, until: number): void =>
    table.leaveOut({ entity: { kind: 'person', id: 'o1' }, from, until });
  const dismiss = (): void => table.restart('acts-of-kind-in-week', { kind: 'person', id: 'o1' });
  return { oneDay, restart, confirm, dismiss };
}

const handOvers = (count: number) =>
  Array.from({ length: count }, () => ({ kind: 'referral-handed-over', actor: 'o1' }) as const);
const highest = (found: readonly RawScore[], rule: string): number =>
  Math.max(0, ...found.filter(({ test: its }) => its.rule === rule).map(({ score }) => score));

describe('the table of every kind of act', () => {
  test('compares the acts of a day with their own past and with peers, also after a restart', () => {
    const { oneDay, restart } = service();
    restart();
    expect(highest(oneDay(LEARNED_DAYS, handOvers(5)), 'acts-of-kind')).toBeGreaterThan(3);
  });

  test('does not report what is usual', () => {
    const { oneDay } = service();
    expect(Array.from({ length: 8 }, (_, day) => oneDay(LEARNED_DAYS + day)).flat()).toEqual([]);
  });

  test('adds the days of a week', () => {
    const { oneDay } = service();
    const days = Array.from({ length: 5 }, (_, day) => oneDay(LEARNED_DAYS + day, handOvers(2)));
    expect(highest(days[0]!, 'acts-of-kind-in-week')).toBeLessThan(1.5);
    expect(highest(days[4]!, 'acts-of-kind-in-week')).toBeGreaterThan(3);
  });

  test('reports the first act of a kind that the role does not do, with its relation', () => {
    const { oneDay } = service();
    const review = { kind: 'evidence-viewed', relation: 'supervisor-review', actor: 'o1' } as const;
    expect(highest(oneDay(LEARNED_DAYS, [review]), 'rare-act')).toBeGreaterThan(2);
  });

  test('counts the acts of partners', () => {
    const { oneDay } = service();
    const call = (actor: string) => ({ kind: 'partner-refused', actor, role: 'partner' }) as const;
    for (let day = 0; day < 24; day += 1) {
      const refused = day % 6 === 0 ? [call('o1')] : [];
      const others = [1, 2].map(
        (number) => ({ kind: 'export-received', actor: `a${number}`, role: 'partner' }) as const,
      );
      oneDay(LEARNED_DAYS + day, [...refused, ...others]);
    }
    const often = oneDay(
      LEARNED_DAYS + 24,
      Array.from({ length: 5 }, () => call('o1')),
    );
    expect(often.find(({ test: { rule } }) => rule === 'acts-of-kind')?.entity.kind).toBe('partner');
  });

  test('names one of those who share more acts of a kind than their site usually has', () => {
    const table = new ActTable();
    const found: RawScore[] = [];
    const base = { site: 'north', role: 'officer' };
    for (let day = 0; day < LEARNED_DAYS + 7; day += 1) {
      const at = day * DAY_MS + 9 * HOUR_MS;
      for (let officer = 0; officer < OFFICERS; officer += 1)
        table.take({ ...base, at, kind: 'signed-in', actor: `o${officer}` }, (raw) => found.push(raw));
      const actor = day < LEARNED_DAYS ? `o${(day / 5) % OFFICERS}` : `o${1 + (day % 2)}`;
      const isSeldom = day < LEARNED_DAYS && day % 5 !== 0;
      if (!isSeldom) table.take({ ...base, at, kind: 'hold-placed', actor }, (raw) => found.push(raw));
      table.turn((day + 1) * DAY_MS, (raw) => found.push(raw));
    }
    const ofSite = found.filter(({ test: { id } }) => id === 'acts of a kind of people of a site, week');
    expect(ofSite.length).toBeGreaterThan(0);
    for (const { entity } of ofSite) expect(['o1', 'o2']).toContain(entity.id);
  });

  test('begins a week anew after a dismissal', () => {
    const { oneDay, dismiss } = service();
    for (let day = 0; day < 4; day += 1) oneDay(LEARNED_DAYS + day, handOvers(2));
    dismiss();
    expect(highest(oneDay(LEARNED_DAYS + 4, handOvers(2)), 'acts-of-kind-in-week')).toBeLessThan(2.5);
  });

  test('leaves a confirmed incident out', () => {
    const { oneDay, confirm } = service();
    oneDay(LEARNED_DAYS, handOvers(6));
    confirm(LEARNED_DAYS * DAY_MS, (LEARNED_DAYS + 1) * DAY_MS - 1);
    expect(oneDay(LEARNED_DAYS + 1)).toEqual([]);
  });
});
