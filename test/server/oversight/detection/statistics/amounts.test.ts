import { describe, expect, test } from 'vitest';
import { Amounts } from '../../../../../server/oversight/detection/statistics/amounts.ts';
import { AMOUNT_RULES } from '../../../../../server/oversight/detection/statistics/rules-of-counts.ts';
import { DAY_MS, type RawScore } from '../../../../../server/oversight/detection/statistics/score.ts';

const PARTNER = { kind: 'partner', id: 'carrier-1' } as const;
const LEARNED_DAYS = 42;

/** A program that takes a fifth on two days of each week, which are no weekend. */
const usual = (day: number): number =>
  Math.round((day % 7 === 1 || day % 7 === 2 ? 20 : 100) * (1 + Math.sin(day) / 20));

function program() {
  const amounts = new Amounts(AMOUNT_RULES.find(({ name }) => name === 'rows')!);
  const oneDay = (day: number, count: number): readonly RawScore[] => {
    const found: RawScore[] = [];
    amounts.take({ at: day * DAY_MS, kind: 'partner-called', actor: PARTNER.id, role: 'partner', count });
    amounts.turn((day + 1) * DAY_MS, (raw) => found.push(raw));
    return found;
  };
  const learned = Array.from({ length: LEARNED_DAYS }, (_, day) => oneDay(day, usual(day)));
  return { amounts, oneDay, learned };
}

const highest = (found: readonly RawScore[], id: string): number =>
  Math.max(0, ...found.filter(({ test: { id: its } }) => its === id).map(({ score }) => score));

describe('amounts of a program', () => {
  test('learn which days of the week are quiet', () => {
    const { learned } = program();
    for (const found of learned.slice(21)) expect(highest(found, 'rows amount step')).toBeLessThan(1);
  });

  test('report a day that is far above its day of the week', () => {
    const { oneDay } = program();
    expect(highest(oneDay(LEARNED_DAYS, 3 * usual(LEARNED_DAYS)), 'rows amount step')).toBeGreaterThan(3);
  });

  test('begin a rise anew after a judgement', () => {
    const { amounts, oneDay } = program();
    const days = [0, 1, 2, 3].map((since) => oneDay(LEARNED_DAYS + since, 2 * usual(LEARNED_DAYS + since)));
    amounts.restart('rows-rise', PARTNER, (LEARNED_DAYS + 4) * DAY_MS);
    const next = oneDay(LEARNED_DAYS + 4, 2 * usual(LEARNED_DAYS + 4));
    expect(highest(next, 'rows amount rise')).toBeLessThan(highest(days[3]!, 'rows amount rise') / 2);
    expect(next.find(({ test: { id } }) => id === 'rows amount rise')?.from).toBe((LEARNED_DAYS + 4) * DAY_MS);
  });
});
