import { expect, test } from 'vitest';
import { unusualOf } from '../../../../server/console/figures/unusual.ts';

const usual = { low: [5, 5, 5, null, 5], high: [10, 10, 10, null, 10] };

test('unusual values: those outside the band, and none without a band or a count', () => {
  const found = unusualOf({ values: [5, 11, 4, 99, null], usual }, { isRunning: false });
  expect(found).toEqual([
    { slot: 1, value: 11, low: 5, high: 10 },
    { slot: 2, value: 4, low: 5, high: 10 },
  ]);
});

test('unusual values: a slot that has not ended can be too high, but not too low', () => {
  const last = (value: number) => unusualOf({ values: [7, 7, 7, 7, value], usual }, { isRunning: true }).length;
  expect([last(4), last(11)]).toEqual([0, 1]);
});
