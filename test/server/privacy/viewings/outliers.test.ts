import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ViewingPurpose } from '../../../../server/contract/evidence-vocabulary.ts';
import { markViewings, median, poissonTail, type ViewingFacts } from '../../../../server/privacy/viewings/outliers.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 2, 2, 9);
let travellers = 0;
const viewing = (officer: string, at: number, over: Partial<ViewingFacts> = {}): ViewingFacts => ({
  at,
  transactionId: String(travellers++),
  refusal: null,
  grant: { officer, purpose: 'identity-check', relation: 'own-referral' },
  ...over,
});
/** `perDay` viewings on each of `days` days, within working hours. */
const work = (officer: string, perDay: number, days = 10, purpose: ViewingPurpose = 'identity-check') =>
  Array.from({ length: days * perDay }, (_, index) =>
    viewing(officer, START + Math.floor(index / perDay) * DAY + (index % perDay) * ((6 * HOUR) / perDay), {
      grant: { officer, purpose, relation: 'own-referral' },
    }),
  );
const kindsOf = (all: readonly ViewingFacts[], officer: string) => {
  const marks = markViewings(all);
  return new Set(
    all.flatMap((one, index) => (one.grant?.officer === officer ? marks[index]!.map(({ kind }) => kind) : [])),
  );
};
const TEAM = ['anna', 'ben', 'cem', 'dora', 'eva'];

describe('viewing outliers', () => {
  test('are absent in a uniform team', () => {
    const all = TEAM.flatMap((officer, index) => work(officer, 4 + (index % 3)));
    for (const marks of markViewings(all)) expect(marks).toEqual([]);
  });
  test('mark only an officer who views far more often than colleagues', () => {
    const all = [...TEAM.flatMap((officer) => work(officer, 4)), ...work('gus', 20)];
    expect(kindsOf(all, 'gus')).toEqual(new Set(['more-than-colleagues']));
    for (const officer of TEAM) expect(kindsOf(all, officer)).toEqual(new Set());
    const mark = markViewings(all).flat()[0];
    expect(mark).toEqual({ kind: 'more-than-colleagues', perDay: 20, usualPerDay: 4, colleagues: 5 });
  });
  test('are judged by purpose', () => {
    const all = [...TEAM.flatMap((officer) => work(officer, 8)), ...work('gus', 8, 10, 'complaint')];
    expect(kindsOf(all, 'gus')).toEqual(new Set(['more-than-colleagues']));
    const desk = [
      ...all,
      ...['hal', 'ida', 'jon', 'kim', 'lea'].flatMap((officer) => work(officer, 8, 10, 'complaint')),
    ];
    expect(kindsOf(desk, 'gus')).toEqual(new Set());
  });
  test('use the Poisson tail in a small team, and mark no one without colleagues', () => {
    expect(kindsOf([...work('anna', 2), ...work('ben', 12)], 'ben')).toEqual(new Set(['more-than-colleagues']));
    expect(kindsOf([...work('anna', 2), ...work('ben', 3)], 'ben')).toEqual(new Set());
    expect(kindsOf(work('ben', 50), 'ben')).toEqual(new Set());
  });
  test('need a minimum of viewings', () => {
    expect(kindsOf([...TEAM.flatMap((officer) => work(officer, 1)), ...work('gus', 9, 1)], 'gus')).toEqual(new Set());
  });
  test('do not depend on the number of working days', () => {
    expect(kindsOf([...TEAM.flatMap((officer) => work(officer, 4, 20)), ...work('gus', 4, 3)], 'gus')).toEqual(
      new Set(),
    );
  });
  test('mark an unusual hour', () => {
    const night = viewing('gus', START + 16 * HOUR);
    const all = [...TEAM.flatMap((officer) => work(officer, 4)), night];
    expect(markViewings(all).at(-1)).toEqual([{ kind: 'unusual-hour', hour: 1, sharePermille: 0 }]);
  });
  test('mark viewings without relation, without record, refused, or repeated for one traveller', () => {
    const grant = { officer: 'anna', purpose: 'complaint', relation: 'none' } as const;
    const same = Array.from({ length: 4 }, () => viewing('ben', START, { transactionId: 'x' }));
    const marks = markViewings([
      viewing('anna', START, { grant }),
      viewing('anna', START, { grant: undefined }),
      viewing('anna', START, { refusal: 'expired' }),
      ...same,
    ]);
    expect(marks.map((one) => one.map(({ kind }) => kind))).toEqual([
      ['no-relation'],
      ['no-grant'],
      ['refused'],
      ...same.map(() => ['same-traveller']),
    ]);
  });
});

test('median: is the middle value', () => {
  expect([median([]), median([3]), median([4, 1, 9]), median([1, 2, 3, 10])]).toEqual([0, 3, 4, 2.5]);
});

test('Poisson tail: falls from one and agrees with tables', () => {
  expect(poissonTail(0, 3)).toBe(1);
  // P(X >= 5), mean 2: 0.05265 (Abramowitz and Stegun, table 26.7 by chi-squared)
  expect(poissonTail(5, 2)).toBeCloseTo(0.052653, 5);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 50 }), fc.double({ min: 0.1, max: 40, noNaN: true }), (count, mean) => {
      expect(poissonTail(count + 1, mean)).toBeLessThanOrEqual(poissonTail(count, mean));
    }),
  );
});
