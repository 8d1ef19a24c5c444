/** Closed requests whose retention time has expired, and the ledger's entries about them. */
import { bytesColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { rowSubject } from '../../records/ledger/recorded/row-content.ts';
import { deleteRows } from '../../records/ledger/recorded/write-row.ts';

/** Ids of requests closed before `before` (wall ms), oldest first. */
export async function listOutdated(database: Connection, before: number, limit: number): Promise<string[]> {
  const rows: readonly { id: unknown }[] = await database('access_requests')
    .whereNotNull('closed_at')
    .andWhere('closed_at', '<', before)
    .orderBy('closed_at')
    .limit(limit)
    .select('id');
  return rows.map(({ id }) => textColumn(id));
}

/** Events of the ledger entries of the acts that opened, extended and closed these requests, and of their rows. */
export async function eventsAboutRequests(database: Connection, requests: readonly string[]): Promise<Uint8Array[]> {
  const acts: readonly { id: unknown }[] = await database('acts')
    .where({ act: 'access-request.answer' })
    .whereIn('subject', requests)
    .select('id');
  const subjects = [
    ...acts.map(({ id }) => `act/${textColumn(id)}`),
    ...requests.map((id) => rowSubject('access_requests', [id])),
  ];
  const rows: readonly { event: unknown }[] = await database('ledger_openings')
    .whereIn('subject', subjects)
    .select('event');
  return rows.map(({ event }) => bytesColumn(event));
}

export async function deleteRequests(transaction: Transaction, requests: readonly string[]): Promise<void> {
  await deleteRows(transaction, 'access_requests', (rows) => rows.whereIn('id', requests));
}
