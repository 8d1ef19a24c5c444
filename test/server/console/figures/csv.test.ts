import { expect, test } from 'vitest';
import type { Figures } from '../../../../server/border/figures/answers.ts';
import { csvName, figuresCsv } from '../../../../server/console/figures/csv.ts';

const nothing = { low: [null, null], high: [null, null] };
const FIGURES: Figures = {
  serverTime: Date.UTC(2026, 10, 28, 12),
  period: 'day',
  from: Date.UTC(2026, 10, 28, 10),
  slotMs: 3_600_000,
  withheldBelow: null,
  travellers: {
    values: [4, 0],
    usual: { low: [1.25, null], high: [8, null] },
    outcomes: [{ outcome: 'cleared', values: [3, 0] }],
  },
  referralRate: { values: [0.25, null], usual: nothing },
  reasons: [{ reason: 'below-threshold', values: [1, null] }],
  steps: [{ step: 'total', median: [9_640, null], ninetieth: [12_000, null] }],
  waiting: { median: [null, 61_000], ninetieth: [null, 61_000], open: [1, 0] },
  deviceFaults: [{ device: 'camera', values: [0, 1] }],
  idle: [{ state: 'silent', seconds: [0, 30] }],
  lanes: [],
};

test('figures as CSV: a line for each slot, with times in UTC and empty cells where there is no value', () => {
  const [head = '', ...lines] = figuresCsv(FIGURES)
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  expect(lines.map((line) => line.length)).toEqual([head.length, head.length]);
  const cells = lines.map((line) => Object.fromEntries(line.map((cell, column) => [head[column], cell])));
  expect(cells[0]).toMatchObject({
    from: '2026-11-28T10:00:00.000Z',
    to: '2026-11-28T11:00:00.000Z',
    travellers: '4',
    'travellers usual low': '1.3',
    'outcome cleared': '3',
    'referral rate %': '25',
    'reason below-threshold': '1',
    'total median s': '9.6',
    'wait median s': '',
    'open referrals': '1',
  });
  expect(cells[1]).toMatchObject({
    travellers: '0',
    'referral rate %': '',
    'reason below-threshold': '',
    'faults camera': '1',
    'silent s': '30',
  });
});

test('name of the file: site or lane, period and day, without characters that a file system refuses', () => {
  expect(csvName(FIGURES, 'terminal/2 east')).toBe('figures-terminal-2-east-day-2026-11-28.csv');
});
