import type { Connection } from '../../../platform/database/connection.ts';
import { readOpening } from '../entry/commitment.ts';
import { openingsInOrder } from '../entry/openings.ts';

/** An `adoption` entry of the log. */
export interface Adoption {
  readonly index: number;
  /** Number of rows of each table, in the order of their names. */
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
}

/** The adoptions of this log, in its order. A deleted or altered opening is a difference, which reconciliation finds. */
export async function listAdoptions(database: Connection): Promise<Adoption[]> {
  const placed = (await openingsInOrder(database, ['adoption'], new Map())).get('adoption') ?? [];
  return placed.flatMap(({ index, opening }) => {
    const read = opening && readOpening(opening);
    if (index === null || read?.kind !== 'opened' || read.entry.type !== 'adoption') return [];
    const tables = Object.entries(read.entry.rows)
      .map(([table, rows]) => ({ table, rows }))
      .sort((one, other) => (one.table < other.table ? -1 : 1));
    return [{ index, tables }];
  });
}
