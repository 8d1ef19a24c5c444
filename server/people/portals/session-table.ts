/** A table of the sessions of people who use a portal. Each portal has its own table of this form. */
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { integer, type RecordOf, table, text } from '../../platform/database/table.ts';
import { changeLeftOut, deleteRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { provenRow } from '../../records/ledger/recorded/proven-rows.ts';

const portalSessions = table({
  /** Identifies the session; grants no access. */
  id: text,
  /** SHA-256 of the cookie's token, hex. */
  tokenDigest: text,
  person: text,
  /** Browser and system, from closed lists. */
  device: text,
  signedInAt: integer,
  seenAt: integer,
  endsAt: integer,
});

/** A person's session in a portal. Times are the server's wall time, ms. */
export type StoredPortalSession = RecordOf<typeof portalSessions>;

export type SessionTable = 'trader_sessions' | 'sharing_sessions';

/** @param code that of `SessionCodes` for this content */
export async function insertPortalSession(
  transaction: Transaction,
  table: SessionTable,
  session: StoredPortalSession,
  code: string,
): Promise<void> {
  await insertRow(transaction, table, { ...portalSessions.row(session), code });
}

/** Whether the server wrote a row. A row that is not accepted is not read further. */
type Accepts = (row: Readonly<Record<string, unknown>>) => boolean;

export async function findPortalSession(
  database: Connection,
  table: SessionTable,
  tokenDigest: string,
  accepts: Accepts,
): Promise<StoredPortalSession | undefined> {
  const found: Record<string, unknown> | undefined = await database(table).where({ token_digest: tokenDigest }).first();
  if (found === undefined || !accepts(found)) return undefined;
  return portalSessions.one(provenRow(database, table, found));
}

/** A person's sessions, latest first, and the number of rows that are not accepted. */
export async function listPortalSessions(
  database: Connection,
  table: SessionTable,
  person: string,
  accepts: Accepts,
): Promise<{ readonly sessions: StoredPortalSession[]; readonly forged: number }> {
  const rows: readonly Record<string, unknown>[] = await database(table)
    .where({ person })
    .orderBy([
      { column: 'signed_in_at', order: 'desc' },
      { column: 'id', order: 'asc' },
    ]);
  const sessions = rows.filter(accepts).map(portalSessions.read);
  return { sessions, forged: rows.length - sessions.length };
}

export async function markPortalSeen(
  transaction: Transaction,
  table: SessionTable,
  { id, seenAt }: Pick<StoredPortalSession, 'id' | 'seenAt'>,
): Promise<void> {
  await changeLeftOut(transaction, table, (rows) => rows.where({ id }).where('seen_at', '<', seenAt), {
    seen_at: seenAt,
  });
}

export async function deletePortalSession(transaction: Transaction, table: SessionTable, id: string): Promise<void> {
  await deleteRows(transaction, table, { id });
}

export async function deletePortalSessionsOf(
  transaction: Transaction,
  table: SessionTable,
  person: string,
): Promise<void> {
  await deleteRows(transaction, table, { person });
}

/** Deletes expired sessions. */
export async function deleteEndedPortalSessions(
  transaction: Transaction,
  table: SessionTable,
  { now, idleMs }: { readonly now: number; readonly idleMs: number },
): Promise<void> {
  await deleteRows(transaction, table, (rows) =>
    rows.where('ends_at', '<=', now).orWhere('seen_at', '<=', now - idleMs),
  );
}
