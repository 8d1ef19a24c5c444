/** The orders accepted by this lane: each only once, also after a restart, each with the id of its answer. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { degradationDigest } from '../../../server/contract/degradation.ts';
import { type Order, orderSchema } from '../../../server/contract/order.ts';
import type { TransactionId } from '../../../server/contract/report.ts';
import type { KeyUse } from '../../lists/officer-keys/judge-assertion.ts';
import { advanceKeyCounter } from '../../lists/officer-keys/key-counters.ts';
import type { Database, SchemaTransaction } from '../../platform/database/database.ts';
import { ORDERS_KEPT_MS } from './order-constants.ts';

export interface TakenOrder {
  readonly digest: string;
  /** Id of the answering report, assigned on acceptance so that there is only one answer. */
  readonly answerId: TransactionId;
  readonly order: Order;
  /** Whether the answer is on the disk. */
  readonly settled: boolean;
}

export type OrderUse =
  | { readonly kind: 'taken'; readonly taken: TakenOrder }
  | { readonly kind: 'refused'; readonly why: 'replayed' | 'officer-key-cloned' };

export interface OrderUses {
  find(digest: string): Promise<TakenOrder | undefined>;
  /**
   * Records the use of the order and of its people's keys; on the disk when it resolves. `replayed`: an order with this
   * nonce, or with the same signed degradation, was accepted before.
   */
  take(order: Order, digest: string, keyUses: readonly KeyUse[], nowMs: number): Promise<OrderUse>;
  settle(digest: string): Promise<void>;
  /** Orders without an answer after an interruption, oldest first. Forgets those whose form is no longer valid. */
  unsettled(): Promise<readonly TakenOrder[]>;
}

const TABLE = 'order_uses';

interface Row {
  digest: string;
  /** From `onceOf`. */
  nonce: string;
  answer_id: string;
  /** JSON of the order, needed to repeat it after an interruption; contains no personal data. */
  taken_order: string;
  taken_at: number;
  settled: number;
}

export async function createOrderUsesTable(tx: SchemaTransaction): Promise<void> {
  if (await tx.schema.hasTable(TABLE)) return;
  await tx.schema.createTable(TABLE, (table) => {
    table.text('digest').primary();
    table.text('nonce').notNullable().unique();
    table.text('answer_id').notNullable();
    table.text('taken_order').notNullable();
    table.bigInteger('taken_at').notNullable().index();
    table.integer('settled').notNullable();
  });
}

const answerIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

export function orderUses(db: Database): OrderUses {
  return {
    async find(digest) {
      const row: Row | undefined = await db<Row>(TABLE).where({ digest }).first();
      return row === undefined ? undefined : takenOf(row);
    },
    take: (order, digest, keyUses, nowMs) =>
      db.transaction(async (tx): Promise<OrderUse> => {
        const takenAt = Math.round(nowMs);
        await tx<Row>(TABLE)
          .where('taken_at', '<', takenAt - ORDERS_KEPT_MS)
          .andWhere({ settled: 1 })
          .delete();
        const nonce = onceOf(order);
        if ((await tx<Row>(TABLE).where({ nonce }).first()) !== undefined) return { kind: 'refused', why: 'replayed' };
        for (const keyUse of keyUses) {
          if (!(await advanceKeyCounter(tx, keyUse))) return { kind: 'refused', why: 'officer-key-cloned' };
        }
        const row: Row = {
          digest,
          nonce,
          taken_at: takenAt,
          settled: 0,
          answer_id: randomBytes(16).toString('hex'),
          taken_order: JSON.stringify(order),
        };
        await tx<Row>(TABLE).insert(row);
        return { kind: 'taken', taken: takenOf(row) };
      }),
    async settle(digest) {
      await db<Row>(TABLE).where({ digest }).update({ settled: 1 });
    },
    async unsettled() {
      const rows: Row[] = await db<Row>(TABLE).where({ settled: 0 }).orderBy('taken_at');
      const before = rows.filter(isOfBefore).map(({ digest }) => digest);
      await db<Row>(TABLE).whereIn('digest', before).delete();
      return rows.filter(({ digest }) => !before.includes(digest)).map(takenOf);
    },
  };
}

/** Accepted once: the nonce of the server, or the terms that two people signed, which another nonce does not renew. */
function onceOf({ nonce, command }: Order): string {
  return command.kind === 'degrade-policy' ? degradationDigest(command.terms) : nonce;
}

/** Whether an earlier program took the order in a form that is no longer valid, such as a degradation without terms. */
function isOfBefore({ taken_order }: Row): boolean {
  return !orderSchema.safeParse(JSON.parse(taken_order)).success;
}

function takenOf(row: Row): TakenOrder {
  return {
    digest: row.digest,
    answerId: answerIdSchema.parse(row.answer_id) as TransactionId,
    order: orderSchema.parse(JSON.parse(row.taken_order)),
    settled: row.settled === 1,
  };
}
