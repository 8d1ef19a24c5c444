/** The table of the partners' calls: each partner's own log, and the base of its quotas. */
import { integerColumn, nullableIntegerColumn, nullableTextColumn, textColumn } from '../../../database/column.ts';
import type { Connection, Transaction } from '../../../database/connection.ts';
import { wordColumn } from '../../../database/word-column.ts';
import { deleteRows, insertRow } from '../../../ledger/recorded/write-row.ts';
import { PARTNER_CALLS, type PartnerCall } from '../answers.ts';

export interface StoredCall {
  /** 16 random bytes in hex. */
  readonly id: string;
  readonly party: string;
  readonly at: number;
  readonly call: PartnerCall;
  readonly agreement: string | null;
  /** Digest of the delivery's file. */
  readonly delivery: string | null;
  /** `done`, or the code of the refusal. */
  readonly result: string;
  /** Bytes of sealed files sent. */
  readonly bytes: number;
}

export async function insertCall(transaction: Transaction, call: StoredCall): Promise<void> {
  await insertRow(transaction, 'sharing_calls', { ...call });
}

/** Those of one party since a time, latest first. */
export async function callsOf(database: Connection, party: string, limit: number): Promise<StoredCall[]> {
  const rows: readonly Row[] = await database('sharing_calls')
    .where({ party })
    .orderBy([{ column: 'at', order: 'desc' }, { column: 'id' }])
    .limit(limit);
  return rows.map(callOf);
}

/** Whether a call is one of the party's. */
export async function isCallOf(database: Connection, party: string, id: string): Promise<boolean> {
  return (await database('sharing_calls').where({ party, id }).first('id')) !== undefined;
}

export async function countCalls(database: Connection, party: string, since: number): Promise<number> {
  const row: { made?: unknown } | undefined = await database('sharing_calls')
    .where({ party })
    .where('at', '>', since)
    .count({ made: '*' })
    .first();
  return integerColumn(row?.made);
}

/** Bytes sent under an agreement since a time. */
export async function bytesSent(
  database: Connection,
  { party, agreement }: { readonly party: string; readonly agreement: string },
  since: number,
): Promise<number> {
  const row: { sent?: unknown } | undefined = await database('sharing_calls')
    .where({ party, agreement })
    .where('at', '>', since)
    .sum({ sent: 'bytes' })
    .first();
  return nullableIntegerColumn(row?.sent ?? null) ?? 0;
}

export async function hasCallsBefore(database: Connection, before: number): Promise<boolean> {
  return (await database('sharing_calls').where('at', '<', before).first('id')) !== undefined;
}

/** Resolves to the number of erased calls. */
export async function eraseCalls(transaction: Transaction, before: number): Promise<number> {
  return deleteRows(transaction, 'sharing_calls', (rows: ReturnType<Connection>) => rows.where('at', '<', before));
}

type Row = Record<string, unknown>;

function callOf(row: Row): StoredCall {
  return {
    id: textColumn(row['id']),
    party: textColumn(row['party']),
    at: integerColumn(row['at']),
    call: wordColumn(PARTNER_CALLS, row['call']),
    agreement: nullableTextColumn(row['agreement']),
    delivery: nullableTextColumn(row['delivery']),
    result: textColumn(row['result']),
    bytes: integerColumn(row['bytes']),
  };
}
