import { integerColumn, textColumn } from '../../database/column.ts';
import type { Connection, Transaction } from '../../database/connection.ts';
import { changeLeftOut, deleteRows, insertRow } from '../../ledger/recorded/write-row.ts';

/** A person's session in the portal. Times are the server's wall time, ms. */
export interface StoredTraderSession {
  /** Identifies the session; grants no access. */
  readonly id: string;
  /** SHA-256 of the cookie's token, hex. */
  readonly tokenDigest: string;
  readonly person: string;
  /** Browser and system, from closed lists. */
  readonly device: string;
  readonly signedInAt: number;
  readonly seenAt: number;
  readonly endsAt: number;
}

export async function insertTraderSession(transaction: Transaction, session: StoredTraderSession): Promise<void> {
  await insertRow(transaction, 'trader_sessions', {
    id: session.id,
    token_digest: session.tokenDigest,
    person: session.person,
    device: session.device,
    signed_in_at: session.signedInAt,
    seen_at: session.seenAt,
    ends_at: session.endsAt,
  });
}

export async function findTraderSession(
  database: Connection,
  tokenDigest: string,
): Promise<StoredTraderSession | undefined> {
  const row: Record<string, unknown> | undefined = await database('trader_sessions')
    .where({ token_digest: tokenDigest })
    .first();
  return row === undefined ? undefined : sessionOf(row);
}

/** A person's sessions, latest first. */
export async function listTraderSessions(database: Connection, person: string): Promise<StoredTraderSession[]> {
  const rows: readonly Record<string, unknown>[] = await database('trader_sessions')
    .where({ person })
    .orderBy([
      { column: 'signed_in_at', order: 'desc' },
      { column: 'id', order: 'asc' },
    ]);
  return rows.map(sessionOf);
}

export async function markTraderSeen(transaction: Transaction, id: string, at: number): Promise<void> {
  await changeLeftOut(transaction, 'trader_sessions', (rows) => rows.where({ id }).where('seen_at', '<', at), {
    seen_at: at,
  });
}

export async function deleteTraderSession(transaction: Transaction, id: string): Promise<void> {
  await deleteRows(transaction, 'trader_sessions', { id });
}

export async function deleteTraderSessionsOf(transaction: Transaction, person: string): Promise<void> {
  await deleteRows(transaction, 'trader_sessions', { person });
}

/** Deletes expired sessions. */
export async function deleteEndedTraderSessions(
  transaction: Transaction,
  { now, idleMs }: { readonly now: number; readonly idleMs: number },
): Promise<void> {
  await deleteRows(transaction, 'trader_sessions', (rows) =>
    rows.where('ends_at', '<=', now).orWhere('seen_at', '<=', now - idleMs),
  );
}

function sessionOf(row: Readonly<Record<string, unknown>>): StoredTraderSession {
  return {
    id: textColumn(row['id']),
    tokenDigest: textColumn(row['token_digest']),
    person: textColumn(row['person']),
    device: textColumn(row['device']),
    signedInAt: integerColumn(row['signed_in_at']),
    seenAt: integerColumn(row['seen_at']),
    endsAt: integerColumn(row['ends_at']),
  };
}
