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
import { type OrderPerson, orderPersonSchema } from '../../contract/order.ts';
import { type OrderAssertion, orderAssertionSchema } from '../../contract/site-order.ts';
import {
  bytesColumn,
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import type { Connection, Rows, Transaction } from '../../platform/database/connection.ts';
import { narrowTo } from '../../platform/access/scope-filter.ts';
import { StoreError } from '../../platform/database/store-error.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { ORDER_STATES } from './answers.ts';

type OrderState = (typeof ORDER_STATES)[number];

export interface StoredOrder {
  /** Increases with each order. */
  readonly id: number;
  readonly digest: string;
  readonly kioskId: KioskId;
  readonly transactionId: TransactionId | null;
  readonly kind: OrderKind;
  readonly persons: readonly OrderPerson[];
  readonly issuedAt: number;
  readonly expires: number;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  /** The signature of the person who gave an order that moves a gate, or those of both who decided on one that relaxes checks. */
  readonly assertion: OrderAssertion | null;
  readonly state: OrderState;
  readonly refusal: OrderRefusal | null;
  readonly settledAt: number | null;
}

const personsSchema = z.array(orderPersonSchema);

interface OrderRow {
  readonly id: unknown;
  readonly digest: unknown;
  readonly kiosk_id: unknown;
  readonly transaction_id: unknown;
  readonly kind: unknown;
  readonly persons: unknown;
  readonly issued_at: unknown;
  readonly expires: unknown;
  readonly payload: unknown;
  readonly signature: unknown;
  readonly assertion: unknown;
  readonly state: unknown;
  readonly refusal: unknown;
  readonly settled_at: unknown;
}

export async function insertOrder(
  transaction: Transaction,
  order: Omit<StoredOrder, 'id' | 'state' | 'refusal' | 'settledAt'>,
): Promise<void> {
  await insertRow(transaction, 'orders', {
    digest: order.digest,
    kiosk_id: order.kioskId,
    transaction_id: order.transactionId,
    kind: order.kind,
    persons: JSON.stringify(order.persons),
    issued_at: order.issuedAt,
    expires: order.expires,
    payload: Buffer.from(order.payload),
    signature: Buffer.from(order.signature),
    assertion: order.assertion === null ? null : JSON.stringify(order.assertion),
    state: 'pending' satisfies OrderState,
  });
}

/** Orders without an answer, oldest first. */
export async function listPendingOrders(database: Connection): Promise<StoredOrder[]> {
  const rows: readonly OrderRow[] = await database('orders').where({ state: 'pending' }).orderBy('id');
  return rows.map(orderOf);
}

interface OrderFilter {
  readonly kioskId?: KioskId | undefined;
  readonly transactionId?: TransactionId | undefined;
  readonly reach: Reach;
  /** Excludes orders of the privacy office about travellers who wait for an officer. */
  readonly isForConsoles?: boolean;
}

/** Orders to lanes within a reach, newest first. */
export async function listOrders(database: Connection, filter: OrderFilter, limit: number): Promise<StoredOrder[]> {
  const { kioskId, transactionId, reach, isForConsoles = false } = filter;
  const orders = database('orders').join('kiosks', 'kiosks.id', 'orders.kiosk_id').select('orders.*');
  const rows: readonly OrderRow[] = await narrowTo(orders, reach)
    .where({
      ...(kioskId !== undefined && { 'orders.kiosk_id': kioskId }),
      ...(transactionId !== undefined && { 'orders.transaction_id': transactionId }),
    })
    .modify((query) => {
      if (isForConsoles) withoutHeldBack(query);
    })
    .orderBy('orders.id', 'desc')
    .limit(limit);
  return rows.map(orderOf);
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

export async function findOrder(database: Connection, digest: string): Promise<StoredOrder | undefined> {
  const row: OrderRow | undefined = await database('orders').where({ digest }).first();
  return row === undefined ? undefined : orderOf(row);
}

/** The latest order about the service of a lane that it has obeyed; `undefined` without one. */
export async function latestServiceOrder(
  database: Connection,
  kioskId: KioskId,
): Promise<'take-out-of-service' | 'return-to-service' | undefined> {
  const kinds = ['take-out-of-service', 'return-to-service'] as const satisfies OrderKind[];
  const row: Pick<OrderRow, 'kind'> | undefined = await database('orders')
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

function orderOf(row: OrderRow): StoredOrder {
  const transactionId = nullableTextColumn(row.transaction_id);
  const assertion = nullableTextColumn(row.assertion);
  return {
    id: integerColumn(row.id),
    digest: textColumn(row.digest),
    kioskId: kioskIdSchema.parse(row.kiosk_id),
    transactionId: transactionId === null ? null : transactionIdSchema.parse(transactionId),
    kind: wordOf(ORDER_KINDS, row.kind),
    persons: personsSchema.parse(JSON.parse(textColumn(row.persons))),
    issuedAt: integerColumn(row.issued_at),
    expires: integerColumn(row.expires),
    payload: bytesColumn(row.payload),
    signature: bytesColumn(row.signature),
    assertion: assertion === null ? null : orderAssertionSchema.parse(JSON.parse(assertion)),
    state: wordOf(ORDER_STATES, row.state),
    refusal: row.refusal === null ? null : wordOf(ORDER_REFUSALS, row.refusal),
    settledAt: nullableIntegerColumn(row.settled_at),
  };
}

function wordOf<Word extends string>(words: readonly Word[], value: unknown): Word {
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw new StoreError('damaged', 'a column has an unknown value');
  return word;
}
