import { isAdopted } from './adopt.ts';
import type { Difference } from '../../../platform/base/difference.ts';
import type { Entry } from '../entry/entry.ts';
import { type ReportedDifference, ReportedDifferences } from './reported-differences.ts';
import { reconcileAll, type ReconcileParts } from './reconcile.ts';

export interface ProvedTables {
  /** `false`: the rows are from before the ledger recorded rows, so only entries were compared. */
  readonly adopted: boolean;
  readonly rows: number;
  /** Number of differences. */
  readonly differing: number;
  /** At most 100. */
  readonly differences: readonly Difference[];
  /**
   * Rows that had been altered without the server before the server changed or deleted them; at most 100. The tables agree with the
   * log nevertheless.
   */
  readonly past: readonly Difference[];
  /** Differences that a server has reported since two administrators last returned one to service; at most 100. */
  readonly reported: readonly ReportedDifference[];
}

const MAX_TOLD = 100;

/** Compares all tables with the whole log, for programs. */
export async function proveTables(
  parts: Omit<ReconcileParts, 'onDifference' | 'onPast' | 'pause' | 'withoutRows'>,
): Promise<ProvedTables> {
  const differences: Difference[] = [];
  let differing = 0;
  const onDifference = (difference: Difference) => {
    differing += 1;
    if (differences.length < MAX_TOLD) differences.push(difference);
  };
  const past: Difference[] = [];
  const onPast = (difference: Difference) => {
    if (past.length < MAX_TOLD) past.push(difference);
  };
  const reported = new ReportedDifferences();
  const onEntry = (entry: Entry) => reported.note(entry);
  const adopted = await isAdopted(parts.database);
  const { rows } = await reconcileAll({ ...parts, onDifference, onPast, onEntry, withoutRows: !adopted });
  return { adopted, rows, differing, differences, past, reported: reported.found };
}
