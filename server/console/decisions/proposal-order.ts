/** Pure: the order of a list of proposals, which stays while a person reads it. */
import type { ProposalView } from '../../records/proposals/answers.ts';

/** The ids in the order of a new list: first those that wait for this person, then their own, then the others, each the latest first. */
export function orderOf(proposals: readonly ProposalView[]): readonly string[] {
  const rank = ({ mayApprove, mayWithdraw }: ProposalView) => (mayApprove ? 0 : mayWithdraw ? 1 : 2);
  return proposals
    .toSorted((one, other) => rank(one) - rank(other) || other.position - one.position)
    .map(({ id }) => id);
}

/** How many of the proposals are not in the list that a person reads. */
export function countNew(order: readonly string[], proposals: readonly ProposalView[]): number {
  const known = new Set(order);
  return proposals.filter(({ id }) => !known.has(id)).length;
}

export const PROPOSAL_FILTERS = ['all', 'waiting', 'open', 'settled'] as const;
export type ProposalFilter = (typeof PROPOSAL_FILTERS)[number];

export function passes(filter: ProposalFilter, { state, mayApprove }: ProposalView): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'waiting':
      return mayApprove;
    case 'open':
      return state === 'open';
    case 'settled':
      return state !== 'open';
  }
}
