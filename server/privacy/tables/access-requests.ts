import { z } from 'zod';
import { transactionIdSchema } from '../../contract/field.ts';
import { REQUEST_KINDS, REQUEST_PROOFS, REQUEST_STATES } from '../answers/request-vocabulary.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { integer, json, nullable, type RecordOf, table, text, word } from '../../platform/database/table.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';

const requests = table({
  id: text,
  kind: word(REQUEST_KINDS),
  foundBy: word(REQUEST_PROOFS),
  /** The passages found; `null` once they are erased from the request. */
  transactions: json(z.array(transactionIdSchema).nullable()),
  receivedAt: integer,
  dueAt: integer,
  extendedAt: nullable(integer),
  state: word(REQUEST_STATES),
  openedBy: text,
  closedBy: nullable(text),
  closedAt: nullable(integer),
  version: integer,
});

export type StoredRequest = RecordOf<typeof requests>;

export async function insertRequest(transaction: Transaction, request: StoredRequest): Promise<void> {
  await insertRow(transaction, 'access_requests', requests.row(request));
}

/** Replaces the version that was read. `false` when another person has changed it since. */
export async function replaceRequest(transaction: Transaction, request: StoredRequest): Promise<boolean> {
  const changed = await changeRows(
    transaction,
    'access_requests',
    { id: request.id, version: request.version - 1 },
    requests.row(request),
  );
  return changed === 1;
}

export function findRequest(database: Connection, id: string): Promise<StoredRequest | undefined> {
  return requests.one(database('access_requests').where({ id }).first());
}

/** Open requests first, by deadline; then closed ones, latest first. */
export async function listRequests(database: Connection, limit: number): Promise<StoredRequest[]> {
  const waiting = await requests.all(database('access_requests').whereNull('closed_at').orderBy('due_at').limit(limit));
  const closed = await requests.all(
    database('access_requests').whereNotNull('closed_at').orderBy('closed_at', 'desc').limit(limit),
  );
  return [...waiting, ...closed].slice(0, limit);
}
