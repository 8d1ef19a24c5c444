/** Requests of lanes for the approval of a check. They wait for minutes and give no one a right; the approval is recorded. */
import type { KioskId } from '../../contract/field.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { column, integer, nullable, type RecordOf, table, text } from '../../platform/database/table.ts';

export type RequestState = 'waiting' | 'approved' | 'declined';

const TABLE = 'readiness_requests';
const STATES: readonly RequestState[] = ['waiting', 'approved', 'declined'];

const requests = table({
  id: text,
  kioskId: text,
  /** An unknown word gives no approval. */
  state: column(
    (value) => STATES.find((one) => one === value) ?? 'declined',
    (state) => state,
  ),
  askedAt: integer,
  expiresAt: integer,
  wrongCodes: integer,
  /** Digest of its approval; `null` without one. */
  approval: nullable(text),
});

export type StoredRequest = RecordOf<typeof requests>;

export function findRequest(database: Connection, id: string): Promise<StoredRequest | undefined> {
  return requests.one(database(TABLE).where({ id }).first());
}

/** The request of a lane that waits for a code. */
export function findWaiting(database: Connection, kioskId: KioskId, nowMs: number): Promise<StoredRequest | undefined> {
  return requests.one(waitingAt(database, nowMs).where({ kiosk_id: kioskId }).orderBy('asked_at', 'desc').first());
}

/** Until when each lane's request waits. */
export async function listWaiting(database: Connection, nowMs: number): Promise<ReadonlyMap<string, number>> {
  const waiting = await requests.all(waitingAt(database, nowMs));
  return new Map(waiting.map(({ kioskId, expiresAt }) => [kioskId, expiresAt]));
}

/** Inserts a request in place of every earlier one of this lane. */
export async function replaceRequest(
  transaction: Transaction,
  request: Pick<StoredRequest, 'id' | 'kioskId' | 'askedAt' | 'expiresAt'>,
): Promise<void> {
  await transaction(TABLE).where({ kiosk_id: request.kioskId }).delete();
  await transaction(TABLE).insert(requests.row({ ...request, state: 'waiting', wrongCodes: 0 }));
}

export async function changeRequest(
  transaction: Transaction,
  id: string,
  changes: Partial<Pick<StoredRequest, 'state' | 'wrongCodes' | 'approval' | 'expiresAt'>>,
): Promise<void> {
  await transaction(TABLE).where({ id }).update(requests.row(changes));
}

function waitingAt(database: Connection, nowMs: number) {
  return database(TABLE)
    .where({ state: 'waiting' satisfies RequestState })
    .where('expires_at', '>', nowMs);
}
