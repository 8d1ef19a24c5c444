import { describe, expect, it } from 'vitest';
import type { ProposalView } from '../../../../server/records/proposals/answers.ts';
import { countNew, orderOf, passes } from '../../../../server/console/decisions/proposal-order.ts';

const proposal = (id: string, position: number, over: Partial<ProposalView> = {}) =>
  ({ id, position, state: 'open', mayApprove: false, mayWithdraw: false, ...over }) as ProposalView;

describe('the order of proposals', () => {
  it('begins with those that wait for the person, then their own, each the latest first', () => {
    const list = [
      proposal('settled', 5, { state: 'approved' }),
      proposal('own', 4, { mayWithdraw: true }),
      proposal('old', 1, { mayApprove: true }),
      proposal('new', 3, { mayApprove: true }),
    ];
    expect(orderOf(list)).toEqual(['new', 'old', 'own', 'settled']);
  });
  it('counts those that came since, and not those that only changed', () => {
    const order = ['a', 'b'];
    expect(countNew(order, [proposal('c', 3), proposal('b', 2, { state: 'withdrawn' }), proposal('a', 1)])).toBe(1);
  });
  it('is narrowed by state', () => {
    const waiting = proposal('a', 1, { mayApprove: true });
    const settled = proposal('b', 2, { state: 'expired' });
    expect((['all', 'waiting', 'open', 'settled'] as const).map((filter) => passes(filter, waiting))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect((['all', 'waiting', 'open', 'settled'] as const).map((filter) => passes(filter, settled))).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
