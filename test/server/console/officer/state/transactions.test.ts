import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ViewingReport } from '../../../../../server/contract/report.ts';
import type { OutcomeReport } from '../../../../../server/records/reports/answers.ts';
import {
  judgeArrival,
  KEPT,
  withOutcome,
  type Transaction,
} from '../../../../../server/console/officer/state/transactions.ts';
import { clearedReport, KIOSK, passageReport, transactionOf } from '../../../fixtures/sample-report.ts';

const outcome = (feedPosition: number, report: OutcomeReport) => ({
  feedPosition,
  site: 'north',
  lane: '1',
  receivedAt: 1,
  report,
});
const build = (...outcomes: ReturnType<typeof outcome>[]) =>
  outcomes
    .reduce<readonly Transaction[]>(withOutcome, [])
    .map(({ position, match, passage }) => [position, match?.kind, passage?.kind]);

describe('transactions', () => {
  const match = outcome(1, clearedReport());
  const other = outcome(2, clearedReport({ transactionId: transactionOf(2) }));
  const passage = outcome(3, passageReport());

  it('join a passage to its decision without moving it', () => {
    expect(build(match, other, passage)).toEqual([
      [2, 'match', undefined],
      [1, 'match', 'passage'],
    ]);
  });

  it('show a passage whose decision is not there, and join the decision when it comes late', () => {
    expect(build(passage)).toEqual([[3, undefined, 'passage']]);
    expect(build(passage, outcome(4, clearedReport()))).toEqual([[4, 'match', 'passage']]);
  });

  it('do not double when the same report comes again', () => {
    expect(build(match, match, passage, passage)).toEqual([[1, 'match', 'passage']]);
  });

  it('are the same whatever the order of arrival, for decisions', () => {
    const all = [1, 2, 3, 4, 5].map((number) =>
      outcome(number, clearedReport({ transactionId: transactionOf(number) })),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(build(...shuffled)).toEqual(build(...all));
      }),
    );
  });

  it('list their viewings, each once, and know none of others', () => {
    const viewing = (sequence: number, over: Partial<ViewingReport> = {}): ViewingReport => ({
      ...{
        version: 1,
        kind: 'viewing',
        kioskId: KIOSK,
        sequence,
        previous: 'a'.repeat(64),
        transactionId: transactionOf(1),
      },
      ...{ reportedAt: 1, grant: 'b'.repeat(64), released: ['chip-portrait'], ...over },
    });
    const elsewhere = viewing(9, { transactionId: transactionOf(9) });
    const taken = [
      match,
      outcome(4, viewing(4)),
      outcome(5, viewing(5)),
      outcome(4, viewing(4)),
      outcome(9, elsewhere),
      passage,
    ];
    const transactions = taken.reduce<readonly Transaction[]>(withOutcome, []);
    expect(transactions.map(({ position, viewings }) => [position, viewings.map(({ sequence }) => sequence)])).toEqual([
      [1, [4, 5]],
    ]);
  });

  it('are bounded: the oldest go', () => {
    const many = Array.from({ length: KEPT + 5 }, (_, index) =>
      outcome(index + 1, clearedReport({ transactionId: transactionOf(index) })),
    );
    const kept = build(...many);
    expect(kept).toHaveLength(KEPT);
    expect(kept[0]?.[0]).toBe(KEPT + 5);
  });
});

describe('the cursor', () => {
  it.each([
    [4, 3, 'seen'],
    [5, 4, 'seen'],
    [5, 6, 'seen'],
    [6, 5, 'next'],
    [9, 5, 'next'],
    [9, 3, 'next'],
    [7, 6, 'ahead'],
  ] as const)('at 5 takes position %i after %i as %s', (position, after, expected) => {
    expect(judgeArrival({ through: 5, known: 5 }, position, after)).toBe(expected);
  });
});
