/** The account of privacy budgets, and the commitments to the seeds of their noise. */
import { integerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { insertRow, insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';
import type { BudgetPeriod } from '../../agreement/vocabulary.ts';
import type { SeedPlace } from '../../projection/noise.ts';
import { budgetPeriodAt, periodStart } from '../../projection/periods.ts';

export interface Spending extends SeedPlace {
  readonly dataset: string;
  readonly period: string;
  readonly epsilonThousandths: number;
  readonly at: number;
}

/** There is no way to take it back: the rights of the server only add rows. */
export async function spend(transaction: Transaction, spending: Spending): Promise<void> {
  const { agreement, dataset, period, budgetPeriod, epsilonThousandths, at } = spending;
  const row = { agreement, dataset, period, budget_period: budgetPeriod, epsilon_thousandths: epsilonThousandths, at };
  await insertRow(transaction, 'sharing_budget', row);
}

export interface Account {
  /** Id of the agreement, whose versions have one account. */
  readonly agreement: string;
  /** Its partner. */
  readonly party: string;
  /** Its datasets with noise. */
  readonly datasets: readonly string[];
  readonly period: BudgetPeriod;
  /** A moment of the budget period, wall ms. */
  readonly at: number;
}

/**
 * Spent in a budget period, in thousandths of ε: by all versions of the agreement, and by earlier agreements with the same partner for the same
 * datasets. Each spending counts in the calendar period of the first day that was counted, whatever period the version of that time named.
 */
export async function spentIn(
  database: Connection,
  { agreement, party, datasets, period, at }: Account,
): Promise<number> {
  const ofPartner = database('sharing_agreements').where({ recipient: party }).select('id');
  const rows: readonly Record<'agreement' | 'dataset' | 'period' | 'epsilon_thousandths', unknown>[] = await database(
    'sharing_budget',
  )
    .where({ agreement })
    .orWhere((others) => void others.whereIn('agreement', ofPartner).whereIn('dataset', datasets))
    .select('agreement', 'dataset', 'period', 'epsilon_thousandths');
  const name = budgetPeriodAt(period, at);
  return rows
    .filter((row) => budgetPeriodAt(period, periodStart(textColumn(row.period))) === name)
    .reduce((sum, row) => sum + integerColumn(row.epsilon_thousandths), 0);
}

/** Spent in each budget period, in thousandths of ε. */
export async function spentByPeriod(database: Connection, agreement: string): Promise<number[]> {
  const rows: readonly { spent?: unknown }[] = await database('sharing_budget')
    .where({ agreement })
    .groupBy('budget_period')
    .sum({ spent: 'epsilon_thousandths' });
  return rows.map(({ spent }) => integerColumn(spent));
}

export interface StoredCommitment {
  readonly commitment: string;
  readonly committedAt: number;
}

/** `false`, without a change, when the period has one. */
export function insertCommitment(
  transaction: Transaction,
  { agreement, budgetPeriod }: SeedPlace,
  { commitment, committedAt }: StoredCommitment,
): Promise<boolean> {
  const row = { agreement, budget_period: budgetPeriod, commitment, committed_at: committedAt };
  return insertRowIfNew(transaction, 'sharing_commitments', row);
}

export interface PlacedCommitment extends SeedPlace, StoredCommitment {}

/** By agreement, the latest period first. */
export async function listCommitments(database: Connection): Promise<PlacedCommitment[]> {
  const rows: readonly Record<string, unknown>[] = await database('sharing_commitments').orderBy([
    { column: 'agreement' },
    { column: 'budget_period', order: 'desc' },
  ]);
  return rows.map((row) => ({
    agreement: textColumn(row['agreement']),
    budgetPeriod: textColumn(row['budget_period']),
    commitment: textColumn(row['commitment']),
    committedAt: integerColumn(row['committed_at']),
  }));
}

export async function findCommitment(
  database: Connection,
  { agreement, budgetPeriod }: SeedPlace,
): Promise<StoredCommitment | undefined> {
  const row: Record<'commitment' | 'committed_at', unknown> | undefined = await database('sharing_commitments')
    .where({ agreement, budget_period: budgetPeriod })
    .first('commitment', 'committed_at');
  if (row === undefined) return undefined;
  return { commitment: textColumn(row.commitment), committedAt: integerColumn(row.committed_at) };
}
