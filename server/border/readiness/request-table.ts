/** Requests of lanes for the approval of a check. They wait for minutes and give no one a right; the approval is recorded. */
import type { KioskId } from '../../contract/field.ts';
import { integerColumn, nullableTextColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';

export type RequestState = 'waiting' | 'approved' | 'declined';

export interface StoredRequest {
  readonly id: string;
  readonly kioskId: string;
  readonly state: RequestState;
  readonly askedAt: number;
  readonly expiresAt: number;
  readonly wrongCodes: number;
  /** Digest of its approval; `null` without one. */
  readonly approval: string | null;
}

const TABLE = 'readiness_requests';
const STATES: readonly RequestState[] = ['waiting', 'approved', 'declined'];

export async function findRequest(database: Connection, id: string): Promise<StoredRequest | undefined> {
  const row: Row | undefined = await database(TABLE).where({ id }).first();
  return row === undefined ? undefined : requestOf(row);
}

/** The request of a lane that waits for a code. */
export async function findWaiting(
  database: Connection,
  kioskId: KioskId,
  nowMs: number,
): Promise<StoredRequest | undefined> {
  const row: Row | undefined = await waitingAt(database, nowMs)
    .where({ kiosk_id: kioskId })
    .orderBy('asked_at', 'desc')
    .first();
  return row === undefined ? undefined : requestOf(row);
}

/** Until when each lane's request waits. */
export async function listWaiting(database: Connection, nowMs: number): Promise<ReadonlyMap<string, number>> {
  const rows: readonly Row[] = await waitingAt(database, nowMs);
  return new Map(rows.map((row) => [textColumn(row.kiosk_id), integerColumn(row.expires_at)]));
}

/** Inserts a request in place of every earlier one of this lane. */
export async function replaceRequest(
  transaction: Transaction,
  request: Pick<StoredRequest, 'id' | 'kioskId' | 'askedAt' | 'expiresAt'>,
): Promise<void> {
  await transaction(TABLE).where({ kiosk_id: request.kioskId }).delete();
  await transaction(TABLE).insert({
    id: request.id,
    kiosk_id: request.kioskId,
    state: 'waiting' satisfies RequestState,
    asked_at: request.askedAt,
    expires_at: request.expiresAt,
    wrong_codes: 0,
    approval: null,
  });
}

export async function changeRequest(
  transaction: Transaction,
  id: string,
  { state, wrongCodes, approval, expiresAt }: Partial<StoredRequest>,
): Promise<void> {
  const changes = {
    ...(state !== undefined && { state }),
    ...(wrongCodes !== undefined && { wrong_codes: wrongCodes }),
    ...(approval !== undefined && { approval }),
    ...(expiresAt !== undefined && { expires_at: expiresAt }),
  };
  await transaction(TABLE).where({ id }).update(changes);
}

function waitingAt(database: Connection, nowMs: number) {
  return database(TABLE)
    .where({ state: 'waiting' satisfies RequestState })
    .where('expires_at', '>', nowMs);
}

type Row = Record<'id' | 'kiosk_id' | 'state' | 'asked_at' | 'expires_at' | 'wrong_codes' | 'approval', unknown>;

function requestOf(row: Row): StoredRequest {
  const state = STATES.find((one) => one === row.state);
  return {
    id: textColumn(row.id),
    kioskId: textColumn(row.kiosk_id),
    // An unknown word gives no approval
    state: state ?? 'declined',
    askedAt: integerColumn(row.asked_at),
    expiresAt: integerColumn(row.expires_at),
    wrongCodes: integerColumn(row.wrong_codes),
    approval: nullableTextColumn(row.approval),
  };
}
