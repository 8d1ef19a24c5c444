/** How often officers' decisions about identity are right: assumed ranges, and attention tests where there are enough. */
import { integerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import type { OfficerQuality } from './rates.ts';

/**
 * In a study with passport officers, 6 % of matching photographs were rejected and 14 % of those of another person accepted (D. White, R. I.
 * Kemp, R. Jenkins, M. Matheson and A. M. Burton, PLoS ONE 9(8), 2014). An officer at a border also sees the document and speaks with the
 * traveller, so the study's share of genuine people is the lower end and 99 % the assumed value.
 */
export const ASSUMED_QUALITY: OfficerQuality = {
  sensitivity: { kind: 'assumed', low: 0.94, value: 0.99, high: 1 },
  specificity: { kind: 'assumed', low: 0.5, value: 0.86, high: 1 },
};

/** Scored attention tests from which the share of impostors found out is measured instead of assumed. */
export const MIN_TESTS = 50;

/** From the attention tests that ended between `from` and `to`, wall ms. Tests show plain faults, so they measure attention at its best. */
export async function officerQuality(database: Connection, from: number, to: number): Promise<OfficerQuality> {
  const rows: readonly Record<'result' | 'count', unknown>[] = await database('test_referrals')
    .where('opened_at', '>=', from)
    .where('opened_at', '<', to)
    .whereNot({ scenario: 'desk-by-choice' })
    .whereIn('result', ['sound', 'missed'])
    .groupBy('result')
    .select('result')
    .count({ count: '*' });
  const of = (result: string) => integerColumn(rows.find((row) => textColumn(row.result) === result)?.count ?? 0);
  const [right, missed] = [of('sound'), of('missed')];
  if (right + missed < MIN_TESTS) return ASSUMED_QUALITY;
  return { ...ASSUMED_QUALITY, specificity: { kind: 'measured', right, of: right + missed } };
}
