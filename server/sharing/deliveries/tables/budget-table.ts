/** The account of privacy budgets, and the commitments to the seeds of their noise. */
import { integerColumn, nullableIntegerColumn, textColumn } from '../../../database/column.ts';
import type { Connection, Transaction } from '../../../database/connection.ts';
import { insertRow, insertRowIfNew } from '../../../ledger/recorded/write-row.ts';
import type { SeedPlace } from '../../projection/noise.ts';

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

/** Spent in a budget period under all versions of the agreement, in thousandths of ε. */
export async function spentIn(database: Connection, { agreement, budgetPeriod }: SeedPlace): Promise<number> {
  const row: { spent?: unknown } | undefined = await database('sharing_budget')
    .where({ agreement, budget_period: budgetPeriod })
    .sum({ spent: 'epsilon_thousandths' })
    .first();
  return nullableIntegerColumn(row?.spent ?? null) ?? 0;
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
