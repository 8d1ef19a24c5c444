/** Standing orders: out of service, emergency, degraded policy. Stored on the disk, so that they survive a restart. */
import { degradationDigest, type DegradationTerms } from '../../../server/contract/degradation.ts';
import { DEGRADATIONS, type Degradation } from '../../../server/contract/order-vocabulary.ts';
import type { Database, SchemaTransaction } from '../../platform/database/database.ts';

type LastingName = 'out-of-service' | 'emergency';
type StandingName = LastingName | Degradation;

export interface StandingOrders {
  stands(name: LastingName): boolean;
  /** The degradations in force at this wall time, ms. */
  degradations(nowMs: number): readonly Degradation[];
  /** Until ended by another order. On the disk when it resolves, and in force from then on. */
  begin(name: LastingName): Promise<void>;
  /** Until its end at the latest. On the disk when it resolves, and in force from then on. */
  degrade(terms: DegradationTerms): Promise<void>;
  end(name: StandingName): Promise<void>;
}

const TABLE = 'standing_orders';

interface Row {
  name: StandingName;
  until: number | null;
  /** Digest of the degradation that two people signed. */
  agreed: string | null;
}

export async function createStandingOrdersTable(tx: SchemaTransaction): Promise<void> {
  if (!(await tx.schema.hasTable(TABLE))) {
    await tx.schema.createTable(TABLE, (table) => {
      table.text('name').primary();
      table.bigInteger('until');
    });
  }
  if (await tx.schema.hasColumn(TABLE, 'agreed')) return;
  await tx.schema.alterTable(TABLE, (table) => table.text('agreed'));
  // Earlier programs obeyed the server alone, so these may be forged
  await tx<Row>(TABLE)
    .whereIn('name', [...DEGRADATIONS])
    .delete();
}

export async function openStandingOrders(db: Database): Promise<StandingOrders> {
  const rows: Row[] = await db<Row>(TABLE);
  const standing = new Map(rows.map(({ name, until }) => [name, until]));
  const put = async (row: Row): Promise<void> => {
    await db<Row>(TABLE).insert(row).onConflict('name').merge();
    standing.set(row.name, row.until);
  };
  return {
    stands: (name) => standing.has(name),
    degradations: (nowMs) => DEGRADATIONS.filter((name) => nowMs < (standing.get(name) ?? Number.NEGATIVE_INFINITY)),
    begin: (name) => put({ name, until: null, agreed: null }),
    degrade: (terms) => put({ name: terms.measure, until: terms.until, agreed: degradationDigest(terms) }),
    async end(name) {
      await db<Row>(TABLE).where({ name }).delete();
      standing.delete(name);
    },
  };
}
