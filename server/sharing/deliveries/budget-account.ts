/** The account from which an agreement spends its privacy budget. Pure. */
import type { Agreement } from '../agreement/agreement.ts';
import type { Account } from './tables/budget-table.ts';

/** @param at a moment of the budget period, wall ms */
export function accountOf(
  { id, parties, datasets }: Agreement,
  budget: NonNullable<Agreement['privacyBudget']>,
  at: number,
): Account {
  const noisy = datasets.filter(({ protection }) => protection.kind === 'noise').map(({ dataset }) => dataset);
  return { agreement: id, party: parties.recipient.party, datasets: noisy, period: budget.period, at };
}
