/** The table of decisions that a supervisory authority gets the seed of a period's noise. */
import { integerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { wordColumn } from '../../platform/database/word-column.ts';
import { insertRow } from '../../records/ledger/recorded/write-row.ts';
import type { SeedPlace } from '../projection/noise.ts';
import { SEED_REASONS, type SeedReason } from './vocabulary.ts';
import { provenRows } from '../../records/ledger/recorded/proven-rows.ts';

export interface SeedDecision extends SeedPlace {
  readonly reason: SeedReason;
  readonly statement: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly decidedAt: number;
}

const TABLE = 'sharing_seeds';

export async function insertSeedDecision(transaction: Transaction, one: SeedDecision): Promise<void> {
  await insertRow(transaction, TABLE, {
    agreement: one.agreement,
    budget_period: one.budgetPeriod,
    reason: one.reason,
    statement: one.statement,
    proposed_by: one.proposedBy,
    approved_by: one.approvedBy,
    decided_at: one.decidedAt,
  });
}

/** Those of the server, not those that someone wrote into its database. */
export async function seedDecisions(database: Connection): Promise<SeedDecision[]> {
  const rows: readonly Row[] = await database(TABLE).orderBy(['agreement', 'budget_period']);
  return (await provenRows(database, TABLE, rows)).map(decisionOf);
}

export async function findSeedDecision(database: Connection, place: SeedPlace): Promise<SeedDecision | undefined> {
  const { agreement, budgetPeriod } = place;
  return (await seedDecisions(database)).find(
    (one) => one.agreement === agreement && one.budgetPeriod === budgetPeriod,
  );
}

type Row = Record<string, unknown>;

function decisionOf(row: Row): SeedDecision {
  return {
    agreement: textColumn(row['agreement']),
    budgetPeriod: textColumn(row['budget_period']),
    reason: wordColumn(SEED_REASONS, row['reason']),
    statement: textColumn(row['statement']),
    proposedBy: textColumn(row['proposed_by']),
    approvedBy: textColumn(row['approved_by']),
    decidedAt: integerColumn(row['decided_at']),
  };
}
