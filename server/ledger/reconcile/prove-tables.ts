import { isAdopted } from './adopt.ts';
import type { Difference } from '../../base/difference.ts';
import { reconcileAll, type ReconcileParts } from './reconcile.ts';

export interface ProvedTables {
  /** `false`: the rows of this database are from before the ledger recorded rows. Then only its entries were held against it. */
  readonly adopted: boolean;
  readonly rows: number;
  /** How many there are. */
  readonly differing: number;
  /** At most 100 of them. */
  readonly differences: readonly Difference[];
}

const MOST_TOLD = 100;

/** Holds all tables and the whole log against each other, for programs. */
export async function proveTables(
  parts: Omit<ReconcileParts, 'onDifference' | 'pause' | 'withoutRows'>,
): Promise<ProvedTables> {
  const differences: Difference[] = [];
  let differing = 0;
  const onDifference = (difference: Difference) => {
    differing += 1;
    if (differences.length < MOST_TOLD) differences.push(difference);
  };
  const adopted = await isAdopted(parts.database);
  const { rows } = await reconcileAll({ ...parts, onDifference, withoutRows: !adopted });
  return { adopted, rows, differing, differences };
}
