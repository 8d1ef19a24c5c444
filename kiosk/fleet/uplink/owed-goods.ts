/** Declared goods that passed without the server's answer, until the server has recorded them. A row has no time of the passage and nothing of a traveller. */
import type { Database, SchemaTransaction } from '../../platform/database/database.ts';
import { StoreError } from '../../platform/database/store-error.ts';

export interface OwedGoods {
  /** Id of the question that had no answer, which the server may have received. */
  readonly questionId: string;
  readonly declaration: string;
  /** When the shown code ends, wall ms. */
  readonly endsAt: number;
}

export interface OwedGoodsTable {
  /** On the disk when it resolves. Rejects with `StoreError`. */
  add(goods: OwedGoods): Promise<void>;
  /** In an order that says nothing about the order of the passages. */
  list(limit: number): Promise<readonly OwedGoods[]>;
  remove(questionId: string): Promise<void>;
  /** Drops those whose code ended before this time. */
  dropEndedBefore(wallMs: number): Promise<void>;
}

const TABLE = 'owed_goods';

export async function createOwedGoodsTable(tx: SchemaTransaction): Promise<void> {
  if (await tx.schema.hasTable(TABLE)) return;
  await tx.schema.createTable(TABLE, (table) => {
    table.text('questionId').primary();
    table.text('declaration').notNullable();
    table.bigInteger('endsAt').notNullable();
  });
}

export function owedGoods(db: Database): OwedGoodsTable {
  return {
    async add(goods) {
      await db(TABLE)
        .insert(goods)
        .catch((cause: unknown) => {
          throw new StoreError('goods that passed could not be kept', { cause });
        });
    },
    list: async (limit) => db<OwedGoods>(TABLE).select().orderBy('questionId').limit(limit),
    async remove(questionId) {
      await db(TABLE).where({ questionId }).delete();
    },
    async dropEndedBefore(wallMs) {
      await db(TABLE).where('endsAt', '<', wallMs).delete();
    },
  };
}
