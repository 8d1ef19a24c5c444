import { expect, test } from 'vitest';
import { auditText } from '../../../../../server/goods/declarations/selection/audit-text.ts';
import {
  auditOf,
  type Dispositions,
  dispositionsSchema,
  shareOf,
} from '../../../../../server/goods/declarations/selection/audit.ts';

type Quarter = Dispositions['current'];
type Inspected = Quarter['inspected'][number];

const cases = (count: number, one: Partial<Inspected>): Inspected[] =>
  Array.from({ length: count }, () => ({ rules: [], band: 'low', drawn: false, outcome: 'no-fraud', ...one }));

const QUARTER: Quarter = {
  accepted: { high: 1_000, raised: 2_000, low: 7_000 },
  green: 8_000,
  inspected: [
    ...cases(96, { drawn: true }),
    ...cases(3, { drawn: true, outcome: 'fraud', band: 'high' }),
    ...cases(1, { drawn: true, outcome: 'fraud', band: 'low' }),
    ...cases(40, { rules: ['CDS12056'], outcome: 'fraud' }),
    ...cases(10, { rules: ['CDS12056'] }),
    ...cases(400, { rules: ['R0223'] }),
    ...cases(5, { rules: ['CDS12016'] }),
  ],
};
const DISPOSITIONS: Dispositions = { quarter: '2026-Q3', model: 'ab'.repeat(32), current: QUARTER };

test('intervals: are those that the definition gives', () => {
  // 0 of 100: the upper bound is 1 - 0.025^(1/100); 0 of 0 says nothing
  expect(shareOf(0, 100)).toMatchObject({ low: 0, high: expect.closeTo(1 - 0.025 ** 0.01, 10) });
  expect(shareOf(0, 0)).toMatchObject({ low: 0, high: 1 });
});

test('the sample: gives the rate among green declarations and the misses of the model', () => {
  const { sample, fraudsInGreen, missed, bands } = auditOf(DISPOSITIONS);
  expect(sample).toMatchObject({ count: 4, of: 100 });
  expect(fraudsInGreen).toEqual({ low: sample.low * 8_000, high: sample.high * 8_000 });
  expect(missed).toMatchObject({ outsideHigh: { count: 1, of: 4 }, outsideRaised: { count: 1, of: 4 } });
  expect(bands[0]).toMatchObject({ band: 'high', drawn: { count: 3, of: 3 } });
});

test('rules: are told apart from a draw only where the intervals do not overlap', () => {
  const standing = new Map(auditOf(DISPOSITIONS).rules.map((one) => [one.rule, one.standing]));
  expect(standing.get('CDS12056')).toBe('better');
  expect(standing.get('R0223')).toBe('no-better');
  expect(standing.get('CDS12016')).toBe('undecided');
  expect(standing.get('CDS12003')).toBe('dead');
});

test('drift: a quarter with the same shares has not changed, and other bands or another rate have', () => {
  const drift = (before: Quarter) => auditOf({ ...DISPOSITIONS, before }).drift;
  expect(drift(QUARTER)).toMatchObject({ stability: 0, hasChanged: false });
  expect(drift({ ...QUARTER, accepted: { high: 4_000, raised: 4_000, low: 2_000 } })?.hasChanged).toBe(true);
  const frequent = [...cases(60, { drawn: true, outcome: 'fraud' }), ...cases(40, { drawn: true })];
  expect(drift({ ...QUARTER, inspected: frequent })?.hasChanged).toBe(true);
  expect(auditOf(DISPOSITIONS).drift).toBeUndefined();
});

test('the document: states each share with its interval, and the rules without a case', () => {
  const text = auditText(dispositionsSchema.parse(DISPOSITIONS));
  expect(text).toContain('blind: 4 of 100 = 4.0 % (1.1 % to 9.9 %)');
  expect(text).toContain('finds less than a draw');
  expect(text).toMatch(/Rules without an inspected declaration: .*CDS12003/);
  expect(text).toContain('The selection orders a queue; officers decide.');
});
