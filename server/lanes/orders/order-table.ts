/** Orders to lanes: the exact signed bytes and the result of each. */
import { z } from 'zod';
import type { Reach } from '../../platform/access/principal.ts';
import type { KioskId, TransactionId } from '../../contract/field.ts';
import { kioskIdSchema, transactionIdSchema } from '../../contract/field.ts';
import {
  ORDER_KINDS,
  ORDER_REFUSALS,
  PRIVACY_ORDERS,
  type OrderKind,
  type OrderRefusal,
} from '../../contract/order-vocabulary.ts';
import { orderPersonSchema } from '../../contract/order.ts';
import { orderAssertionSchema } from '../../contract/site-order.ts';
import type { Connection, Rows, Transaction } from '../../platform/database/connection.ts';
import {
  bytes,
  checked,
  integer,
  json,
  nullable,
  type RecordOf,
  table,
  text,
  word,
} from '../../platform/database/table.ts';
import { narrowTo } from '../../platform/access/scope-filter.ts';
import { StoreError } from '../../platform/database/store-error.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { ORDER_STATES } from './answers.ts';

type OrderState = (typeof ORDER_STATES)[number];

const orders = table({
  /** Increases with each order. */
  id: integer,
  digest: text,
  kioskId: checked(kioskIdSchema),
  transactionId: nullable(checked(transactionIdSchema)),
  kind: word(ORDER_KINDS),
  persons: json(z.array(orderPersonSchema)),
  issuedAt: integer,
  expires: integer,
  payload: bytes,
  signature: bytes,
  /** The signature of the person who gave an order that moves a gate, or those of both who decided on one that relaxes checks. */
  assertion: nullable(json(orderAssertionSchema)),
  state: word(ORDER_STATES),
  refusal: nullable(word(ORDER_REFUSALS)),
  settledAt: nullable(integer),
});

export type StoredOrder = RecordOf<typeof orders>;

export async function insertOrder(
  transaction: Transaction,
  order: Omit<StoredOrder, 'id' | 'state' | 'refusal' | 'settledAt'>,
): Promise<void> {
  await insertRow(transaction, 'orders', orders.row({ ...order, state: 'pending' satisfies OrderState }));
}

/** Orders without an answer, oldest first. */
export function listPendingOrders(database: Connection): Promise<StoredOrder[]> {
  return orders.all(database('orders').where({ state: 'pending' }).orderBy('id'));
}

interface OrderFilter {
  readonly kioskId?: KioskId | undefined;
  readonly transactionId?: TransactionId | undefined;
  readonly reach: Reach;
  /** Excludes orders of the privacy office about travellers who wait for an officer. */
  readonly isForConsoles?: boolean;
}

/** Orders to lanes within a reach, newest first. */
export function listOrders(database: Connection, filter: OrderFilter, limit: number): Promise<StoredOrder[]> {
  const { kioskId, transactionId, reach, isForConsoles = false } = filter;
  const joined = database('orders').join('kiosks', 'kiosks.id', 'orders.kiosk_id').select('orders.*');
  return orders.all(
    narrowTo(joined, reach)
      .where({
        ...(kioskId !== undefined && { 'orders.kiosk_id': kioskId }),
        ...(transactionId !== undefined && { 'orders.transaction_id': transactionId }),
      })
      .modify((query) => {
        if (isForConsoles) withoutHeldBack(query);
      })
      .orderBy('orders.id', 'desc')
      .limit(limit),
  );
}

function withoutHeldBack(orders: Rows): void {
  orders
    .leftJoin('referrals', (join) =>
      join.on('referrals.kiosk_id', 'orders.kiosk_id').andOn('referrals.transaction_id', 'orders.transaction_id'),
    )
    .where(
      (where) =>
        void where
          .whereNotIn('orders.kind', [...PRIVACY_ORDERS])
          .orWhereNull('referrals.state')
          .orWhere('referrals.state', 'decided'),
    );
}

export function findOrder(database: Connection, digest: string): Promise<StoredOrder | undefined> {
  return orders.one(database('orders').where({ digest }).first());
}

/** The latest order about the service of a lane that it has obeyed; `undefined` without one. */
export async function latestServiceOrder(
  database: Connection,
  kioskId: KioskId,
): Promise<'take-out-of-service' | 'return-to-service' | undefined> {
  const kinds = ['take-out-of-service', 'return-to-service'] as const satisfies OrderKind[];
  const row: { kind: unknown } | undefined = await database('orders')
    .where({ kiosk_id: kioskId, state: 'obeyed' satisfies OrderState })
    .whereIn('kind', [...kinds])
    .orderBy('id', 'desc')
    .first('kind');
  return row === undefined ? undefined : wordOf(kinds, row.kind);
}

/** Stores a lane's answer, also after the order has expired: an answer may be delivered hours later. */
export async function settleOrder(
  transaction: Transaction,
  digest: string,
  answer: { readonly state: 'obeyed' | 'refused'; readonly refusal: OrderRefusal | null },
  { at, sequence }: { readonly at: number; readonly sequence: number },
): Promise<void> {
  await changeRows(
    transaction,
    'orders',
    { digest },
    { state: answer.state, refusal: answer.refusal, settled_at: at, report_sequence: sequence },
  );
}

/** Expires orders without an answer after their time and the tolerated clock skew. Resolves to their number. */
export async function expireOrders(transaction: Transaction, before: number, at: number): Promise<number> {
  return changeRows(transaction, 'orders', (rows) => rows.where({ state: 'pending' }).where('expires', '<', before), {
    state: 'expired' satisfies OrderState,
    settled_at: at,
  });
}

function wordOf<Word extends string>(words: readonly Word[], value: unknown): Word {
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw new StoreError('damaged', 'a column has an unknown value');
  return word;
}
