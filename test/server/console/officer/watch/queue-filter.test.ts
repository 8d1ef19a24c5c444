import { describe, expect, test } from 'vitest';
import { ticketNumberOf } from '../../../../../server/contract/ticket-number.ts';
import type { ReferralView } from '../../../../../server/border/referrals/answers.ts';
import { matching, NO_FILTER, sharedTickets } from '../../../../../server/console/officer/watch/queue-filter.ts';

const referral = (number: number, lane: string, reason: string, issuingState = 'UTO') =>
  ({
    id: String(number),
    lane,
    transactionId: number.toString(16).padStart(32, '0'),
    report: { reasons: [reason], document: { type: 'P', issuingState } },
  }) as unknown as ReferralView;

const ALL = [
  referral(1, '1', 'below-threshold'),
  referral(2, '11', 'chip-copied', 'D'),
  referral(3, '1', 'chip-copied'),
];
const ids = (list: readonly ReferralView[]) => list.map(({ id }) => id);

describe('the search in the queue', () => {
  test('finds a ticket number in any case, and leaves the order as it is', () => {
    const ticket = ticketNumberOf(ALL[1]?.transactionId ?? '');
    expect(ids(matching(ALL, { ...NO_FILTER, text: ` ${ticket.toLowerCase()} ` }))).toEqual(['2']);
    expect(ids(matching(ALL, NO_FILTER))).toEqual(['1', '2', '3']);
  });

  test('filters by lane, reason and issuing state together', () => {
    expect(ids(matching(ALL, { ...NO_FILTER, lane: '1' }))).toEqual(['1', '3']);
    expect(ids(matching(ALL, { ...NO_FILTER, lane: '1', reason: 'chip-copied' }))).toEqual(['3']);
    expect(ids(matching(ALL, { ...NO_FILTER, text: 'uto' }))).toEqual(['1', '3']);
    expect(ids(matching(ALL, { text: 'uto', lane: '11', reason: null }))).toEqual([]);
  });

  test('names the ticket numbers that two open referrals share', () => {
    expect(sharedTickets(ALL).size).toBe(0);
    const twice = [...ALL, referral(1, '4', 'below-threshold')];
    expect([...sharedTickets(twice)]).toEqual([ticketNumberOf(ALL[0]?.transactionId ?? '')]);
  });
});
