/** Signatures under agreed retention policies, and the progress of lanes towards them. */
import { type PersonId, personIdSchema } from '../../platform/access/vocabulary.ts';
import { type KioskId, kioskIdSchema } from '../../contract/field.ts';
import { ORDER_REFUSALS, type OrderRefusal } from '../../contract/order-vocabulary.ts';
import { integerColumn, nullableIntegerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { checked, integer, type RecordOf, table, text } from '../../platform/database/table.ts';
import { wordColumn } from '../../platform/database/word-column.ts';
import { deleteRows, insertRow, putRow } from '../../records/ledger/recorded/write-row.ts';

const signatures = table({
  number: integer,
  person: checked(personIdSchema),
  /** Ed25519, hex. */
  publicKey: text,
  /** Base64url. */
  signature: text,
  signedAt: integer,
});

export type StoredSignature = RecordOf<typeof signatures>;

/** Replaces an earlier one of the same person. */
export async function putSignature(transaction: Transaction, one: StoredSignature): Promise<void> {
  await putRow(transaction, 'retention_signatures', signatures.row(one));
}

export async function dropSignature(transaction: Transaction, number: number, person: PersonId): Promise<void> {
  await deleteRows(transaction, 'retention_signatures', { number, person });
}

/** Earliest first. */
export function listSignatures(database: Connection, number?: number): Promise<StoredSignature[]> {
  return signatures.all(
    database('retention_signatures')
      .where(number === undefined ? {} : { number })
      .orderBy(['signed_at', 'person']),
  );
}

export async function noteRetentionOrder(
  transaction: Transaction,
  note: { readonly digest: string; readonly number: number; readonly kioskId: KioskId },
): Promise<void> {
  await insertRow(transaction, 'retention_orders', {
    order_digest: note.digest,
    number: note.number,
    kiosk_id: note.kioskId,
  });
}

const STATES = ['pending', 'obeyed', 'refused', 'expired'] as const;

/** The last order of a lane to adopt a policy. */
export interface RetentionOrder {
  readonly number: number;
  readonly state: (typeof STATES)[number];
  readonly refusal: OrderRefusal | null;
  readonly issuedAt: number;
  readonly settledAt: number | null;
  /** Number of orders for this policy so far. */
  readonly given: number;
}

export interface LaneRetention {
  readonly kioskId: KioskId;
  readonly site: string;
  readonly lane: string;
  /** Wall ms of its latest status; `null` without one. */
  readonly heardAt: number | null;
  /** One per policy, highest number first. */
  readonly orders: readonly RetentionOrder[];
  /** The policy named in the lane's latest report of an erasure. */
  readonly erasedBy: { readonly digest: string; readonly at: number } | null;
}

/** Every lane in service, by site and lane. */
export async function listLaneRetention(database: Connection): Promise<LaneRetention[]> {
  const kiosks: readonly Record<'id' | 'site' | 'lane' | 'received_at', unknown>[] = await database('kiosks')
    .leftJoin('lane_status', 'lane_status.kiosk_id', 'kiosks.id')
    .whereNull('kiosks.disabled_at')
    .orderBy(['kiosks.site', 'kiosks.lane'])
    .select('kiosks.id', 'kiosks.site', 'kiosks.lane', 'lane_status.received_at');
  const orders = await ordersByLane(database);
  const erased = await erasedByLane(database);
  return kiosks.map((row) => {
    const kioskId = kioskIdSchema.parse(row.id);
    return {
      kioskId,
      site: textColumn(row.site),
      lane: textColumn(row.lane),
      heardAt: nullableIntegerColumn(row.received_at),
      orders: orders.get(kioskId) ?? [],
      erasedBy: erased.get(kioskId) ?? null,
    };
  });
}

type OrderRow = Record<'kiosk_id' | 'number' | 'state' | 'refusal' | 'issued_at' | 'settled_at' | 'given', unknown>;

async function ordersByLane(database: Connection): Promise<ReadonlyMap<KioskId, readonly RetentionOrder[]>> {
  const last = database('retention_orders')
    .join('orders', 'orders.digest', 'retention_orders.order_digest')
    .groupBy('retention_orders.kiosk_id', 'retention_orders.number')
    .select('retention_orders.kiosk_id', 'retention_orders.number')
    .max({ last_id: 'orders.id' })
    .count({ given: 'orders.id' })
    .as('last');
  const rows: readonly OrderRow[] = await database(last)
    .join('orders', 'orders.id', 'last.last_id')
    .orderBy('last.number', 'desc')
    .select('last.kiosk_id', 'last.number', 'last.given')
    .select('orders.state', 'orders.refusal', 'orders.issued_at', 'orders.settled_at');
  const byLane = new Map<KioskId, RetentionOrder[]>();
  for (const row of rows) {
    const kioskId = kioskIdSchema.parse(row.kiosk_id);
    const orders = byLane.get(kioskId) ?? [];
    orders.push({
      number: integerColumn(row.number),
      state: wordColumn(STATES, row.state),
      refusal: row.refusal === null ? null : wordColumn(ORDER_REFUSALS, row.refusal),
      issuedAt: integerColumn(row.issued_at),
      settledAt: nullableIntegerColumn(row.settled_at),
      given: integerColumn(row.given),
    });
    byLane.set(kioskId, orders);
  }
  return byLane;
}

async function erasedByLane(
  database: Connection,
): Promise<ReadonlyMap<KioskId, { readonly digest: string; readonly at: number }>> {
  const last = database('erasures').groupBy('kiosk_id').max({ last_position: 'feed_position' }).as('last');
  const rows: readonly Record<'kiosk_id' | 'retention_digest' | 'to_at', unknown>[] = await database(last)
    .join('erasures', 'erasures.feed_position', 'last.last_position')
    .select('erasures.kiosk_id', 'erasures.retention_digest', 'erasures.to_at');
  return new Map(
    rows.map((row) => [
      kioskIdSchema.parse(row.kiosk_id),
      { digest: textColumn(row.retention_digest), at: integerColumn(row.to_at) },
    ]),
  );
}
