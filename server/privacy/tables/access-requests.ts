import { z } from 'zod';
import { type TransactionId, transactionIdSchema } from '../../contract/field.ts';
import {
  REQUEST_KINDS,
  REQUEST_PROOFS,
  REQUEST_STATES,
  type RequestKind,
  type RequestProof,
  type RequestState,
} from '../answers/request-vocabulary.ts';
import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { wordColumn } from '../../platform/database/word-column.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';

export interface StoredRequest {
  readonly id: string;
  readonly kind: RequestKind;
  readonly foundBy: RequestProof;
  /** The passages found; `null` once they are erased from the request. */
  readonly transactions: readonly TransactionId[] | null;
  readonly receivedAt: number;
  readonly dueAt: number;
  readonly extendedAt: number | null;
  readonly state: RequestState;
  readonly openedBy: string;
  readonly closedBy: string | null;
  readonly closedAt: number | null;
  readonly version: number;
}

export async function insertRequest(transaction: Transaction, request: StoredRequest): Promise<void> {
  await insertRow(transaction, 'access_requests', { id: request.id, ...rowOf(request), version: request.version });
}

/** Replaces the version that was read. `false` when another person has changed it since. */
export async function replaceRequest(transaction: Transaction, request: StoredRequest): Promise<boolean> {
  const changed = await changeRows(
    transaction,
    'access_requests',
    { id: request.id, version: request.version - 1 },
    { ...rowOf(request), version: request.version },
  );
  return changed === 1;
}

export async function findRequest(database: Connection, id: string): Promise<StoredRequest | undefined> {
  const row: Row | undefined = await database('access_requests').where({ id }).first();
  return row === undefined ? undefined : requestOf(row);
}

/** Open requests first, by deadline; then closed ones, latest first. */
export async function listRequests(database: Connection, limit: number): Promise<StoredRequest[]> {
  const waiting: readonly Row[] = await database('access_requests')
    .whereNull('closed_at')
    .orderBy('due_at')
    .limit(limit);
  const closed: readonly Row[] = await database('access_requests')
    .whereNotNull('closed_at')
    .orderBy('closed_at', 'desc')
    .limit(limit);
  return [...waiting, ...closed].slice(0, limit).map(requestOf);
}

const transactionsSchema = z.array(transactionIdSchema).nullable();

function rowOf(request: StoredRequest) {
  return {
    kind: request.kind,
    found_by: request.foundBy,
    transactions: JSON.stringify(request.transactions),
    received_at: request.receivedAt,
    due_at: request.dueAt,
    extended_at: request.extendedAt,
    state: request.state,
    opened_by: request.openedBy,
    closed_by: request.closedBy,
    closed_at: request.closedAt,
  };
}

type Row = Record<keyof ReturnType<typeof rowOf> | 'id' | 'version', unknown>;

function requestOf(row: Row): StoredRequest {
  return {
    id: textColumn(row.id),
    kind: wordColumn(REQUEST_KINDS, row.kind),
    foundBy: wordColumn(REQUEST_PROOFS, row.found_by),
    transactions: transactionsSchema.parse(JSON.parse(textColumn(row.transactions))),
    receivedAt: integerColumn(row.received_at),
    dueAt: integerColumn(row.due_at),
    extendedAt: nullableIntegerColumn(row.extended_at),
    state: wordColumn(REQUEST_STATES, row.state),
    openedBy: textColumn(row.opened_by),
    closedBy: nullableTextColumn(row.closed_by),
    closedAt: nullableIntegerColumn(row.closed_at),
    version: integerColumn(row.version),
  };
}
