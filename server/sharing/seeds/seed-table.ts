/** The table of decisions that a supervisory authority gets the seed of a period's noise. */
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { integer, type RecordOf, table, text, word } from '../../platform/database/table.ts';
import { insertRow } from '../../records/ledger/recorded/write-row.ts';
import type { SeedPlace } from '../projection/noise.ts';
import { SEED_REASONS } from './vocabulary.ts';
import { provenRows } from '../../records/ledger/recorded/proven-rows.ts';

const decisions = table({
  agreement: text,
  budgetPeriod: text,
  reason: word(SEED_REASONS),
  statement: text,
  proposedBy: text,
  approvedBy: text,
  decidedAt: integer,
});

export type SeedDecision = RecordOf<typeof decisions>;

const TABLE = 'sharing_seeds';

export async function insertSeedDecision(transaction: Transaction, one: SeedDecision): Promise<void> {
  await insertRow(transaction, TABLE, decisions.row(one));
}

/** Those of the server, not those that someone wrote into its database. */
export async function seedDecisions(database: Connection): Promise<SeedDecision[]> {
  return decisions.all(provenRows(database, TABLE, await database(TABLE).orderBy(['agreement', 'budget_period'])));
}

export async function findSeedDecision(database: Connection, place: SeedPlace): Promise<SeedDecision | undefined> {
  const { agreement, budgetPeriod } = place;
  return (await seedDecisions(database)).find(
    (one) => one.agreement === agreement && one.budgetPeriod === budgetPeriod,
  );
}
