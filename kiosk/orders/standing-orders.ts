/** Standing orders: out of service, emergency, degraded policy. Stored on the disk, so that they survive a restart. */
import { DEGRADATIONS, type Degradation } from '../../server/contract/order-vocabulary.ts';
import type { Database, SchemaTransaction } from '../database/database.ts';

type StandingName = 'out-of-service' | 'emergency' | Degradation;

export interface StandingOrders {
  stands(name: 'out-of-service' | 'emergency'): boolean;
  /** The degradations in force at this wall time, ms. */
  degradations(nowMs: number): readonly Degradation[];
  /**
   * On the disk when it resolves, and in force from then on. @param until wall ms; default: until ended by another order
   */
  begin(name: StandingName, until?: number): Promise<void>;
  end(name: StandingName): Promise<void>;
}

const TABLE = 'standing_orders';

interface Row {
  name: StandingName;
  until: number | null;
}

export async function createStandingOrdersTable(tx: SchemaTransaction): Promise<void> {
  if (await tx.schema.hasTable(TABLE)) return;
  await tx.schema.createTable(TABLE, (table) => {
    table.text('name').primary();
    table.bigInteger('until');
  });
}

export async function openStandingOrders(db: Database): Promise<StandingOrders> {
  const rows: Row[] = await db<Row>(TABLE);
  const standing = new Map(rows.map(({ name, until }) => [name, until]));
  return {
    stands: (name) => standing.has(name),
    degradations: (nowMs) => DEGRADATIONS.filter((name) => nowMs < (standing.get(name) ?? Number.NEGATIVE_INFINITY)),
    async begin(name, until) {
      const row: Row = { name, until: until ?? null };
      await db<Row>(TABLE).insert(row).onConflict('name').merge();
      standing.set(name, row.until);
    },
    async end(name) {
      await db<Row>(TABLE).where({ name }).delete();
      standing.delete(name);
    },
  };
}
