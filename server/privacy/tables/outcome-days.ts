import { OUTCOMES, type Outcome } from '../../contract/vocabulary.ts';
import { integerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { wordColumn } from '../../platform/database/word-column.ts';

export interface SiteOutcome {
  readonly site: string;
  readonly outcome: Outcome;
  readonly count: number;
}

/** Outcomes by site for the UTC days from `from` (inclusive) to `to` (exclusive), wall ms. */
export async function outcomesBySite(database: Connection, from: number, to: number): Promise<SiteOutcome[]> {
  const rows: readonly Record<'site' | 'outcome' | 'count', unknown>[] = await database('outcome_days')
    .join('kiosks', 'kiosks.id', 'outcome_days.kiosk_id')
    .where('outcome_days.day', '>=', from)
    .where('outcome_days.day', '<', to)
    .groupBy('kiosks.site', 'outcome_days.outcome')
    .orderBy(['kiosks.site', 'outcome_days.outcome'])
    .select('kiosks.site', 'outcome_days.outcome')
    .sum({ count: 'outcome_days.count' });
  return rows.map((row) => ({
    site: textColumn(row.site),
    outcome: wordColumn(OUTCOMES, row.outcome),
    count: integerColumn(row.count),
  }));
}
